"""Pages of monitoring forms beside their lists: a form taken from a regulation, results as a file, a kept document."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core import access
from apps.core.actor import current
from apps.core.documents.formats import DocumentFormat, render
from apps.core.services import history
from apps.core.services.results import clean_name
from apps.core.web import resource as resources
from apps.core.web.attachments import download
from apps.core.web.views import XLSX, ListView
from apps.monitoring.models import CriterionAnswer
from apps.monitoring.reports.form_results import document
from apps.monitoring.selectors.questionnaires import results
from apps.monitoring.services.questionnaires.rights import NOT_MAKER
from apps.monitoring.services.questionnaires.shipped import offered, take_form
from apps.monitoring.web.questionnaires.forms import TakeForm

LIST = "monitoring:form_list"
READY = "Готовая форма из положения"


class FormListView(ListView):
    """The list of forms with the button that takes a ready one."""

    template = "monitoring/forms/list.html"

    def page(self, title: str, status: int = 200, **context: Any) -> TemplateResponse:
        may = self.resource.may_create(self.actor)
        return super().page(title, status, ready=bool(may and offered(self.actor)), **context)


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """Make a form of a regulation one's own."""
    if not resources.get("monitoring.form").may_create(current()):
        raise PermissionDenied(NOT_MAKER)
    crumbs = [("Формы мониторинга", reverse(LIST))]
    if request.method != "POST" and not offered(current()):
        nothing = {"title": READY, "crumbs": crumbs, "own": reverse("monitoring:form_create")}
        return TemplateResponse(request, "monitoring/forms/nothing_ready.html", nothing)
    form = TakeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = take_form(form.cleaned_data["code"])
        messages.success(request, "Форма взята: проверьте критерии и подготовьте сбор.")
        return HttpResponseRedirect(reverse("monitoring:form_detail", args=(made.pk,)))
    context = {
        "title": READY, "form": form, "button": "Взять", "back": reverse(LIST), "crumbs": crumbs,
    }  # fmt: skip
    return TemplateResponse(request, "generic/form.html", context, status=422 if form.is_bound else 200)


@require_POST
def round_results(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The results of a round as a workbook."""
    rounds = resources.get("monitoring.form_round")
    if not rounds.opens(current()):
        raise PermissionDenied("Этот раздел не открыт для вашей роли.")
    round_ = get_object_or_404(rounds.objects(current()), pk=pk)
    found = results(round_, current())
    data = render(document(round_, found), DocumentFormat.XLSX)
    history.log_export(f"Итоги сбора «{round_.form.title}»", len(found.rows))
    name = clean_name(f"{round_.form.title} — {round_.period_from:%d.%m.%Y}–{round_.period_to:%d.%m.%Y}.xlsx")
    return FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type=XLSX)


@require_safe
def answer_document(request: HttpRequest, pk: int) -> FileResponse:
    """The document of an answer, as it was uploaded; always a download."""
    if not resources.get("monitoring.form_report").opens(current()):
        raise PermissionDenied("Этот раздел не открыт для вашей роли.")
    mine = CriterionAnswer.objects.filter(access.scope(CriterionAnswer, current()))
    return download(get_object_or_404(mine, pk=pk), "У ответа нет документа")
