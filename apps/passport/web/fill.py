"""The page on which a part is filled: it saves by itself, entry by entry, and by its button."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from apps.core.access import WRITE
from apps.core.actor import current
from apps.core.web import autosave
from apps.core.web import resource as resources
from apps.core.web.resource import Write
from apps.core.web.views import EditView
from apps.passport.forms import FillForm
from apps.passport.models import Part
from apps.passport.policies import may_fill
from apps.passport.services.parts import CLOSED, fill_part

PART = "passport.part"


class FillView(EditView):
    """The figures of a part and the marks of its empty lists."""

    template = "passport/fill.html"

    def show(self, form: Any, write: Write, obj: models.Model | None, status: int = 200) -> HttpResponse:
        assert obj is not None
        return self.page(
            write.title, status, form=form, obj=obj, button=write.button, back=self.resource.url("detail", obj.pk),
            autosave=reverse("passport:part_autosave", args=(obj.pk,)), key=f"rsnms-part-{obj.pk}-{self.actor.user_id}",
        )  # fmt: skip


@require_POST
def part_autosave(request: HttpRequest, pk: int) -> JsonResponse:
    """Save one entry sent by the script: its value and what was seen of it are texts by the names of controls."""
    found = resources.get(PART)
    if not found.may(current(), WRITE):
        raise PermissionDenied("Части паспорта заполняют ММС, ИРО и ЦНППМ.")
    part: Part = get_object_or_404(found.objects(current()), pk=pk)
    if not found.may_change(current(), part):
        raise PermissionDenied("Эту запись ваша роль может только смотреть.")
    form = partial(FillForm, instance=part)
    return autosave.reply(request, lambda message: save_entry(part, message), partial(autosave.held, form))


def save_entry(part: Part, message: autosave.Message) -> autosave.Kept:
    """Save the entry of a message alone. Raises ``ValidationError``, ``ValueError`` for what is no entry."""
    if not may_fill(current(), part):
        raise ValidationError(CLOSED, code="closed")
    form = partial(FillForm, instance=part)
    fill_part(part, **autosave.alone(form, message).entry(message.place))
    part.refresh_from_db()
    return autosave.Kept(timezone.now(), autosave.held(form, message))
