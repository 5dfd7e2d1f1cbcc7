"""Pages of reports: list, one report, its note, its files, the way to its approval."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from apps.core.actor import current
from apps.core.documents import html
from apps.core.web.jobs import start_job
from apps.core.web.views import ListView
from apps.monitoring.models import Report, ReportUnit
from apps.monitoring.reports import note, view_of
from apps.monitoring.selectors.explanation import NotInReport, unit_of
from apps.monitoring.selectors.readings import readable_report, reads_reports, top_units
from apps.monitoring.web.forms import ComputeForm, computable
from apps.monitoring.web.links import report_url
from apps.monitoring.web.report_page import ReportPage
from apps.monitoring.wording import title_of


def find_report(pk: int, *, live: bool = False) -> Report:
    """The report, where something of it is the reader's; ``live``: today's figures too.

    Raises ``Http404``, ``PermissionDenied`` for other roles.
    """
    if not reads_reports(current()):
        raise PermissionDenied("Показатели не открыты для вашей роли.")
    report = readable_report(pk, live=live)
    if report is None:
        raise Http404("В отчёте нет вашей территории")
    return report


def answer(request: HttpRequest, template: str, title: str, status: int = 200, **context: Any) -> TemplateResponse:
    """A page of reports."""
    crumbs = context.pop("crumbs", [("Отчёты", reverse("monitoring:report_list"))])
    return TemplateResponse(request, template, {"title": title, "crumbs": crumbs, **context}, status=status)


class ReportListView(ListView):
    """The list of reports with the button that computes one."""

    template = "monitoring/report_list.html"

    def page(self, title: str, status: int = 200, **context: Any) -> TemplateResponse:
        return super().page(title, status, may_compute=bool(computable()), **context)


@require_safe
def report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures of a unit of the report, and the units beneath."""
    report = find_report(pk)
    page = ReportPage(report, current(), request)
    return answer(request, "monitoring/report.html", page.title, crumbs=page.crumbs, page=page, report=report)


@require_safe
def report_note(request: HttpRequest, pk: int) -> HttpResponse:
    """The analytical note as a page: the same tree as the files."""
    report = find_report(pk)
    document = note(view_of(report))
    crumbs = [("Отчёты", reverse("monitoring:report_list")), (title_of(report), report_url(report))]
    return answer(
        request, "monitoring/note.html", "Аналитическая справка", crumbs=crumbs, report=report,
        body=html.fragment(document, top=2), contents=html.contents(document),
    )  # fmt: skip


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form has sent; an empty form is sent too."""
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "HEAD", "POST"])
def compute(request: HttpRequest) -> HttpResponse:
    """Ask for a report to be computed; a double click is one job."""
    form = ComputeForm(posted(request), initial=request.GET.dict())
    if not form.fields["profile"].choices:  # type: ignore[attr-defined]
        raise PermissionDenied("Отчёты рассчитывают те, кто назван в профиле региона или муниципалитета.")
    if request.method == "POST" and form.is_valid():
        return start_job("report", form.parameters, title=form.job_title)
    status = 422 if form.is_bound else 200
    return answer(request, "monitoring/compute.html", "Расчёт отчёта", status, form=form)


def find_unit(report: Report, code: str) -> ReportUnit:
    """The unit of the address, else the reader's own. Raises ``Http404``."""
    try:
        unit = unit_of(report, code) if code else top_units(report)[0]
    except NotInReport as error:
        raise Http404(str(error)) from error
    unit.report = report
    return unit
