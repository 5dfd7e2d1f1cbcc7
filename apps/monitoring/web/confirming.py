"""The page where a yes/no indicator is answered, and the scan of its document."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from apps.core.actor import current
from apps.core.web.attachments import download
from apps.monitoring.models import Report
from apps.monitoring.selectors.confirmations import asked, rows_of
from apps.monitoring.services.confirming import confirm, may_confirm
from apps.monitoring.web.forms import ConfirmationForm
from apps.monitoring.web.life import crumbs_of
from apps.monitoring.web.links import report_url
from apps.monitoring.web.views import answer, find_report, posted

FIELDS = ("title", "number", "signed_on", "link")


def initial(report: Report, code: str) -> dict[str, object]:
    """The answer given before."""
    row = rows_of(report).get(code)
    if row is None:
        return {}
    return {"holds": "yes" if row.holds else "no", **{name: getattr(row, name) for name in FIELDS}}


@require_http_methods(["GET", "HEAD", "POST"])
def yes_no(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Answer one yes/no indicator."""
    report = find_report(pk)
    indicator = next((one for one in asked(report) if one["code"] == code), None)
    if indicator is None:
        raise Http404("В этом году такого показателя нет")
    if not may_confirm(current(), report):
        raise PermissionDenied("Подтверждает тот, кто составляет отчёт, и до того как отчёт представлен.")
    form = ConfirmationForm(posted(request), request.FILES or None, initial=initial(report, code))
    if request.method == "POST" and form.is_valid():
        try:
            confirm(report=report, code=code, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "Ответ записан.")
            return HttpResponseRedirect(report_url(report) + "#yes-no")
    status = 422 if form.is_bound else 200
    return answer(
        request, "monitoring/yes_no.html", "Показатель, подтверждаемый документом", status, crumbs=crumbs_of(report),
        form=form, indicator=indicator, report=report, back=report_url(report) + "#yes-no",
    )  # fmt: skip


@require_safe
def yes_no_file(request: HttpRequest, pk: int, code: str) -> HttpResponseBase:
    """The scan of the confirming document. Raises ``Http404``."""
    row = rows_of(find_report(pk)).get(code)
    if row is None:
        raise Http404("Скана нет")
    return download(row, "Скана нет")
