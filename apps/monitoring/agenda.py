"""What reports add to the first page: the latest one, and those that wait for approval."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from apps.core.actor import Actor
from apps.core.web import agenda, home
from apps.core.web import resource as resources
from apps.core.web.period import Period
from apps.monitoring.enums import ReportState
from apps.monitoring.models import Report
from apps.monitoring.wording import STATES, period_title


def readable(actor: Actor) -> QuerySet[Report]:
    """The reports that the role may open, the latest first."""
    reports = resources.get("monitoring.report")
    rows: QuerySet[Report] = reports.rows(actor) if reports.opens(actor) else Report.objects.none()
    return rows.order_by("-period_to", "-version", "-pk")


def latest_context(actor: Actor, period: Period) -> dict[str, Any] | None:
    """The latest report of the period of the frame, else the latest of all; None where there is none to read."""
    rows = readable(actor)
    inside = rows.filter(period_from__gte=period.start, period_to__lte=period.end)
    report = inside.select_related("profile").first() or rows.select_related("profile").first()
    if report is None:
        return None
    return {
        "title": f"{report.profile.title}, {period_title(report.period_from, report.period_to)}",
        "state": dict(STATES)[ReportState(report.state)],
        "url": reverse("monitoring:report_detail", args=(report.pk,)),
    }


def submitted(actor: Actor, period: Period) -> QuerySet[Report]:
    """Reports that wait for approval."""
    return readable(actor).filter(state=ReportState.SUBMITTED)


home.register(home.Block("report", "monitoring/home_report.html", latest_context, order=15))
agenda.add_todo(
    agenda.Todo(
        "reports",
        "Отчёты ждут утверждения",
        submitted,
        "monitoring:report_list",
        "state=submitted",
        frozenset({"ministry", "moo"}),
        5,
    )
)
