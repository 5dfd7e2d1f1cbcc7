"""A report by a form saves by itself: answer by answer, a document as soon as it is chosen (core/web/autosave.py)."""

from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from apps.core.access import READ
from apps.core.actor import current
from apps.core.web import autosave
from apps.core.web import resource as resources
from apps.monitoring.models import FormReport
from apps.monitoring.services.questionnaires.filling import LINK, save_answers
from apps.monitoring.services.questionnaires.rights import fills
from apps.monitoring.web.questionnaires.fill import NOT_NOW, FillForm

REPORT = "monitoring.form_report"
CLOSED = "Отчёт сдан или сбор закрыт: ответы больше не принимаются."


@require_POST
def report_autosave(request: HttpRequest, pk: int) -> JsonResponse:
    """Save one entry sent by the script, or documents that were just chosen."""
    found = resources.get(REPORT)
    if not found.may(current(), READ):
        raise PermissionDenied(NOT_NOW)
    report: FormReport = get_object_or_404(found.objects(current()), pk=pk)
    if not fills(current(), report):
        raise PermissionDenied(NOT_NOW)
    if request.content_type == "multipart/form-data":
        return save_documents(request, report)
    form = partial(FillForm, instance=report)
    return autosave.reply(request, lambda message: save_entry(report, message), partial(autosave.held, form))


def require_open(report: FormReport) -> None:
    """Refuse what comes too late. Raises ``ValidationError``."""
    if not resources.get(REPORT).may_edit(current(), report):
        raise ValidationError(CLOSED, code="closed")


def save_entry(report: FormReport, message: autosave.Message) -> autosave.Kept:
    """Save the entry of a message alone. Raises ``ValidationError``, ``ValueError`` for what is no entry."""
    require_open(report)
    make = partial(FillForm, instance=report)
    form = autosave.alone(make, message)
    link = form.cleaned_data[LINK] if message.place == LINK else None
    save_answers(report, form.given({message.place}), link=link, seen=form.seen())
    report.refresh_from_db()
    return autosave.Kept(timezone.now(), autosave.held(make, message))


def save_documents(request: HttpRequest, report: FormReport) -> JsonResponse:
    """Keep the documents that were just chosen."""
    form = FillForm(files=request.FILES, instance=report)
    names = set(request.FILES) & set(form.fields)
    form.is_valid()
    try:
        require_open(report)
        if not names:
            raise ValidationError(autosave.NOT_UNDERSTOOD, code="invalid")
        if wrong := [text for name in names for text in form.errors.get(name, [])]:
            raise ValidationError(f"Не сохранено: {wrong[0]}", code="invalid")
        save_answers(report, form.given(names))
    except ValidationError as refused:
        return autosave.refusal(refused, None)
    return autosave.saved(autosave.Kept(timezone.now()))
