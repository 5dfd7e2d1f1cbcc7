"""Pages behind a figure: its explanation, a management team, the findings of a report."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.core.actor import current
from apps.core.services import history
from apps.monitoring.models import Report, ReportUnit
from apps.monitoring.selectors import explanation
from apps.monitoring.selectors.explanation import Explanation, NotInReport
from apps.monitoring.selectors.quality import may_see_findings, places_count, rule_counts
from apps.monitoring.web import links
from apps.monitoring.web.explain_page import ExplainPage
from apps.monitoring.web.views import answer, find_report, find_unit
from apps.monitoring.wording import title_of


def told(request: HttpRequest, report: Report, indicator: str) -> Explanation:
    """The explanation that the address asks for. Raises ``Http404``."""
    unit: ReportUnit = find_unit(report, request.GET.get("unit", ""))
    try:
        return explanation.explain(report, indicator, unit)
    except NotInReport as error:
        raise Http404(str(error)) from error


@require_safe
def figure(request: HttpRequest, pk: int, indicator: str) -> HttpResponse:
    """Why a figure is what it is; a list of people is logged as looked at."""
    report = find_report(pk, live=True)
    page = ExplainPage(told(request, report, indicator), current(), request)
    if page.rows:
        history.log_view(page.unit, f"{title_of(report)}: основания показателя «{indicator}»")
    return answer(request, "monitoring/figure.html", page.title, crumbs=page.crumbs, page=page, report=report)


@require_safe
def team(request: HttpRequest, pk: int, indicator: str, organization: int) -> HttpResponse:
    """The members of a management team, each with what they completed."""
    report = find_report(pk, live=True)
    page = ExplainPage(told(request, report, indicator), current(), request)
    if not page.may_see_lists:
        raise PermissionDenied("Кто стоит за показателем, вашей роли не показывается.")
    try:
        lines = explanation.members(report, page.told.number, organization)
    except NotInReport as error:
        raise Http404(str(error)) from error
    if not lines:
        raise Http404("Такой команды в отчёте нет")
    history.log_view(page.unit, f"{title_of(report)}: управленческая команда")
    back = links.figure_url(report, indicator, page.unit)
    shown = [(line, links.card_url("teachers.person", line.subject.id, current())) for line in lines]
    return answer(
        request, "monitoring/team.html", "Управленческая команда", crumbs=[*page.crumbs, (page.title, back)],
        page=page, lines=shown, back=back,
    )  # fmt: skip


@require_safe
def findings(request: HttpRequest, pk: int) -> HttpResponse:
    """The findings of a report: by rule and by place, each leading to the list."""
    report = find_report(pk)
    if not may_see_findings():
        raise PermissionDenied("Замечания к данным вашей роли не показываются.")
    list_url = reverse("monitoring:finding_list")
    rules = [(one, links.with_query(list_url, report=report.pk, rule=one.code)) for one in rule_counts(report)]
    places = [
        (name, count, links.with_query(list_url, report=report.pk, municipality=key))
        for key, name, count in places_count(report)
    ]
    crumbs = [("Отчёты", reverse("monitoring:report_list")), (title_of(report), links.report_url(report))]
    return answer(
        request, "monitoring/findings.html", "Качество данных", crumbs=crumbs, report=report, rules=rules,
        places=places, total=sum(one.count for one, _ in rules), all_url=links.with_query(list_url, report=report.pk),
    )  # fmt: skip
