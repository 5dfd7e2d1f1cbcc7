"""The recommendations of a report: proposed by rules, then prepared and sent from the list."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from apps.core.actor import current
from apps.core.web.jobs import start_job
from apps.monitoring.models import Report
from apps.monitoring.policies import may_recommend
from apps.monitoring.selectors import recommendations as selectors
from apps.monitoring.web.links import report_url, with_query
from apps.monitoring.web.recommend_section import sees
from apps.monitoring.web.views import answer, find_report
from apps.monitoring.wording import title_of

SHOWN = 12


def list_url(report: Report, **query: Any) -> str:
    """The list of recommendations of the report's period."""
    day = f"{report.period_to:%d.%m.%Y}"
    return with_query(reverse("monitoring:recommendation_list"), period_from=day, period_to=day, **query)


@require_http_methods(["GET", "HEAD", "POST"])
def report_recommendations(request: HttpRequest, pk: int) -> HttpResponse:
    """What is recommended by the report, by rule; those who lead have the rules run again."""
    report = find_report(pk)
    if not sees(report):
        raise PermissionDenied("Рекомендации вашей роли не показываются.")
    if request.method == "POST":
        if not may_recommend(current(), report.profile):
            raise PermissionDenied("Предложения составляет тот, кто готовит рекомендации профиля.")
        return start_job("recommendations", {"report": report.pk}, title=f"Предложения: {title_of(report)}")
    rows = selectors.recommendations_of(report)
    crumbs = [("Отчёты", reverse("monitoring:report_list")), (title_of(report), report_url(report))]
    return answer(
        request, "monitoring/recommendations/report.html", "Рекомендации по отчёту", crumbs=crumbs, report=report,
        rules=by_rule(report, rows), rows=rows[:SHOWN], counts=selectors.summary(rows), all_url=list_url(report),
        leads=may_recommend(current(), report.profile), prepared_url=list_url(report, state=["proposed", "edited"]),
        late_url=list_url(report, late="1"), answered_url=list_url(report, state=["done", "declined"]),
    )  # fmt: skip


def by_rule(report: Report, rows: Any) -> list[tuple[str, int, str]]:
    """Title of the rule, how many, the list."""
    found = rows.order_by().values_list("rule").annotate(n=Count("pk"))
    told = [(selectors.title_of(rule), number, list_url(report, rule=rule)) for rule, number in found]
    return sorted(told, key=lambda one: (-one[1], one[0]))
