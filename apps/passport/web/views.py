"""Pages of passports: the document, its files, the link with students' results."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from apps.core import access
from apps.core.actor import current
from apps.core.services import history
from apps.core.web.card import MAIN
from apps.core.web.documents import asked_form
from apps.core.web.jobs import start_job
from apps.core.web.views import DetailView
from apps.passport.documents.data import as_json, schema
from apps.passport.models import Passport
from apps.passport.selectors.places import reads_links, reads_passports
from apps.passport.selectors.view import View
from apps.passport.services.files import file_name
from apps.passport.web.correlation import CorrelationPage
from apps.passport.web.page import PassportPage

PRETTY: dict[str, Any] = {"ensure_ascii": False, "indent": 1}


class PassportView(DetailView):
    """The page of a passport: the first tab is the document itself."""

    template = "passport/passport.html"

    def page(self, title: str, status: int = 200, **context: Any) -> TemplateResponse:
        card = context["card"]
        page = PassportPage(card.obj, current()) if card.active == MAIN else None
        return super().page(title, status, page=page, **context)


def find_passport(pk: int) -> Passport:
    """The passport in the reader's scope. Raises ``Http404``, ``PermissionDenied`` for other roles."""
    if not reads_passports(current()):
        raise PermissionDenied("Паспорт ДППО не открыт для вашей роли.")
    rows = Passport.objects.filter(access.scope(Passport, current())).select_related("profile", "region")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404("Такого паспорта нет")
    return found


@require_POST
def passport_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A file of the passport: JSON at once, the others by a job."""
    passport = find_passport(pk)
    form = request.POST.get("form", "")
    if form == "json":
        history.log_export(file_name(passport, form), 0)
        headers = {"Content-Disposition": f'attachment; filename="passport-{passport.year}-{passport.pk}.json"'}
        return JsonResponse(as_json(View(passport)), headers=headers, json_dumps_params=PRETTY)
    asked = asked_form(request)
    title = f"Файл: {file_name(passport, asked)}"
    return start_job("passport_file", {"passport": passport.pk, "form": asked}, title=title)


@require_safe
def passport_schema(request: HttpRequest) -> HttpResponse:
    """The published schema of the JSON."""
    return JsonResponse(schema(), content_type="application/schema+json", json_dumps_params=PRETTY)


@require_safe
def correlation(request: HttpRequest) -> HttpResponse:
    """How the work of the system goes with the students' results."""
    if not reads_links(current()):
        raise PermissionDenied("Связь с результатами обучающихся не открыта для вашей роли.")
    page = CorrelationPage(current(), request)
    context = {"title": "Связь с результатами обучающихся", "page": page}
    return TemplateResponse(request, "passport/correlation.html", context)
