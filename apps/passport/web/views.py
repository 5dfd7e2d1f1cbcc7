"""Pages of passports: the document, its files, the link with students' results."""

from typing import Any

from django.template.response import TemplateResponse

from apps.core.actor import current
from apps.core.web.card import MAIN
from apps.core.web.views import DetailView
from apps.passport.web.page import PassportPage


class PassportView(DetailView):
    """The page of a passport: the first tab is the document itself."""

    template = "passport/passport.html"

    def page(self, title: str, status: int = 200, **context: Any) -> TemplateResponse:
        card = context["card"]
        page = PassportPage(card.obj, current()) if card.active == MAIN else None
        return super().page(title, status, page=page, **context)
