"""The page «Различия», the recomputation it may ask for, its workbook."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from apps.core.actor import current
from apps.core.services import history
from apps.core.web.jobs import start_job
from apps.monitoring.policies import may_try
from apps.monitoring.web.differences_page import DifferencesPage
from apps.monitoring.web.life import crumbs_of
from apps.monitoring.web.views import answer, find_report
from apps.monitoring.wording import title_of


@require_safe
def report_differences(request: HttpRequest, pk: int) -> HttpResponse:
    """What differs; a list of people is logged as looked at."""
    report = find_report(pk)
    page = DifferencesPage(report, current(), request)
    if page.rows:
        history.log_view(page.unit, f"{title_of(report)}: различия, показатель «{page.code}»")
    return answer(
        request, "monitoring/differences.html", "Различия", crumbs=crumbs_of(report), page=page, report=report
    )


@require_POST
def report_trial(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for today's recomputation."""
    report = find_report(pk)
    if not may_try(current(), report):
        raise PermissionDenied("Пересчитать для сравнения могут те, кто назван в профиле.")
    return start_job(
        "report_trial", {"report": report.pk}, title=f"Сравнение с сегодняшними данными: {title_of(report)}"
    )


@require_POST
def differences_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The differences as a workbook, made by a job."""
    report = find_report(pk)
    page = DifferencesPage(report, current(), request)
    if page.other is None:
        raise Http404("Сравнивать не с чем")
    parameters = {"report": report.pk, "other": page.other.pk, "unit": page.unit.code}
    return start_job("report_differences", parameters, title=f"Файл: различия, {title_of(report)}")
