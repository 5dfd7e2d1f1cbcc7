"""The life of a report on the screen: its steps, the files taken away, the signatures under them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core import access
from apps.core.actor import current
from apps.core.documents.formats import DocumentFormat
from apps.core.services import history
from apps.core.web.forms import Form
from apps.core.web.jobs import start_job
from apps.monitoring.enums import FileKind
from apps.monitoring.models import Report, ReportFile
from apps.monitoring.selectors.files import kept_file
from apps.monitoring.selectors.readings import top_units
from apps.monitoring.services import keeping, workflow
from apps.monitoring.services.files import as_json, file_name, log_kept
from apps.monitoring.web.forms import ApprovalForm, RemarkForm, SignatureForm
from apps.monitoring.web.links import report_url
from apps.monitoring.web.views import answer, find_report, posted
from apps.monitoring.wording import title_of


def crumbs_of(report: Report) -> list[tuple[str, str]]:
    """The way to a page of the report."""
    return [("Отчёты", reverse("monitoring:report_list")), (title_of(report), report_url(report))]


# --- steps
@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is called, what it entails, the form beside it, and how it is done."""

    title: str
    consequence: str
    run: Callable[[Report, dict[str, Any]], str]
    done: str
    form: type[Form] | None = None


def submit(report: Report, data: dict[str, Any]) -> str:
    """Send the report to be approved; the page that shows what came of it."""
    workflow.submit_report(report=report)
    return report_url(report)


def give_back(report: Report, data: dict[str, Any]) -> str:
    """Return the report with the remarks."""
    workflow.return_report(report=report, **data)
    return report_url(report)


def approve(report: Report, data: dict[str, Any]) -> str:
    """Ask for the approval: the documents are rendered and kept, which takes a while. Raises ``StepRefused``."""
    workflow.check_approval(current(), report)
    title = f"Утверждение: {title_of(report)}"
    return start_job("approve_report", {"report": report.pk, **data}, title=title).url


STEPS = {
    "submit": Step(
        "Представить на утверждение",
        "До решения отчёт нельзя пересчитать. Утвердить его должен другой человек.",
        submit,
        "Отчёт представлен на утверждение.",
    ),
    "approve": Step(
        "Утвердить отчёт",
        "Утверждённый отчёт больше не меняется: его документы сохраняются с контрольными суммами, и он становится "
        "виден Федеральному оператору. Исправление будет новой версией.",
        approve,
        "",
        ApprovalForm,
    ),
    "return": Step(
        "Вернуть с замечаниями",
        "Составитель увидит замечания и сможет пересчитать отчёт.",
        give_back,
        "Отчёт возвращён с замечаниями.",
        RemarkForm,
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def report_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step of the report's way: the consequence first, then the deed."""
    chosen = STEPS.get(step)
    if chosen is None:
        raise Http404("Нет такого действия")
    report = find_report(pk)
    form = chosen.form(posted(request)) if chosen.form else None
    problem = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            where = chosen.run(report, form.cleaned_data if form else {})
        except workflow.StepRefused as error:
            problem = f"{error}."
        else:
            if chosen.done:
                messages.success(request, chosen.done)
            return HttpResponseRedirect(where)
    status = 422 if request.method == "POST" else 200
    return answer(
        request, "monitoring/step.html", chosen.title, status, crumbs=crumbs_of(report), report=report, form=form,
        problem=problem, consequence=chosen.consequence, back=report_url(report), units=top_units(report),
        name=title_of(report),
    )  # fmt: skip


# --- files
@require_POST
def report_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A file of the report: the kept one at once, JSON at once, the others by a job."""
    report = find_report(pk)
    form = request.POST.get("form", "")
    if form not in {*DocumentFormat, "json"}:
        raise Http404("Нет такого вида файла")
    kept = kept_file(report, FileKind(form))
    if kept is not None:
        return sent(kept)
    if form == "json":
        history.log_export(f"{title_of(report)}: JSON", 0)
        headers = {"Content-Disposition": f'attachment; filename="report-{report.pk}.json"'}
        return JsonResponse(as_json(report), headers=headers, json_dumps_params={"ensure_ascii": False, "indent": 1})
    title = f"Файл: {file_name(report, DocumentFormat(form))}"
    return start_job("report_file", {"report": report.pk, "form": DocumentFormat(form)}, title=title)


TYPES = {**{form.value: form.content_type for form in DocumentFormat}, "json": "application/json"}


def sent(kept: ReportFile) -> HttpResponse:
    """The kept bytes as a download, compared with their hash first."""
    try:
        data = keeping.bytes_of(kept)
    except keeping.Damaged as error:
        raise PermissionDenied(f"{error}.") from error
    log_kept(kept)
    response = HttpResponse(data, content_type=TYPES.get(kept.kind, "application/octet-stream"))
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = disposition(kept.name)
    return response


def disposition(name: str) -> str:
    """The header that names a download."""
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"


def find_kept(pk: int, file: int) -> tuple[Report, ReportFile]:
    """A kept file of a report the reader sees. Raises ``Http404``."""
    report = find_report(pk)
    found = ReportFile.objects.filter(access.scope(ReportFile, current()), report=report, pk=file).first()
    if found is None:
        raise Http404("Такого файла у отчёта нет")
    found.report = report
    return report, found


@require_safe
def kept_download(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """A kept document, or a signature under one."""
    return sent(find_kept(pk, file)[1])


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Attach a detached signature to an approved document."""
    report, kept = find_kept(pk, file)
    if kept.signs_id:
        raise Http404("Подпись сама не подписывается")
    if not keeping.may_sign(current(), report):
        raise PermissionDenied("Подпись прикладывают те, кто утверждает отчёт.")
    form = SignatureForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            keeping.attach_signature(signs=kept, name=given.name, data=given.read(keeping.LARGEST_SIGNATURE + 1))
        except ValidationError as error:
            form.add_error("file", error)
        else:
            messages.success(request, "Подпись приложена.")
            return HttpResponseRedirect(report_url(report) + "#files")
    status = 422 if form.is_bound else 200
    return answer(
        request, "monitoring/sign.html", "Приложить подпись", status, crumbs=crumbs_of(report), form=form, kept=kept,
        back=report_url(report) + "#files",
    )  # fmt: skip
