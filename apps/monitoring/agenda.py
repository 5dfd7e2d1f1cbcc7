"""What reports add to the first page: the latest one, and those that wait for approval."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from apps.core.actor import Actor
from apps.core.web import agenda, home, nav, starts
from apps.core.web import resource as resources
from apps.core.web.period import Period
from apps.monitoring.enums import ReportState
from apps.monitoring.models import Report
from apps.monitoring.selectors.live import readable_live
from apps.monitoring.selectors.readings import Readings, top_units
from apps.monitoring.web.links import report_url
from apps.monitoring.web.shares import component
from apps.monitoring.wording import STATES, period_title


def readable(actor: Actor) -> QuerySet[Report]:
    """The reports that the role may open, the latest first."""
    reports = resources.get("monitoring.report")
    rows: QuerySet[Report] = reports.rows(actor) if reports.opens(actor) else Report.objects.none()
    return rows.order_by("-period_to", "-version", "-pk")


def latest(actor: Actor, period: Period) -> Report | None:
    """The latest report of the period of the frame, else the latest of all; None where there is none to read."""
    rows = readable(actor).select_related("profile")
    inside = rows.filter(period_from__gte=period.start, period_to__lte=period.end)
    return inside.first() or rows.first()


def latest_context(actor: Actor, period: Period) -> dict[str, Any] | None:
    """What the block of the latest report reads."""
    report = latest(actor, period)
    if report is None:
        return None
    return {
        "title": f"{report.profile.title}, {period_title(report.period_from, report.period_to)}",
        "state": dict(STATES)[ReportState(report.state)],
        "url": report_url(report),
    }


def figures_of(actor: Actor, period: Period) -> Report | None:
    """Today's figures for those who read them while the period of the frame goes on, else the latest report."""
    if nav.holders("figures")(actor) and period.start <= timezone.localdate() <= period.end:
        return next(iter(readable_live()), None)
    return latest(actor, period)


def figures_context(actor: Actor, period: Period) -> dict[str, Any] | None:
    """The figures of the actor's own unit, as they are stored; None where there are none."""
    report = figures_of(actor, period)
    tops = top_units(report) if report else []
    if report is None or not tops:
        return None
    figures = [component(reading) for reading in Readings(report, tops[:1]).of(tops[0]) if reading.applicable]
    return {"figures": figures, "unit": tops[0].name, "report": report, "url": report_url(report, unit=tops[0].code)}


def submitted(actor: Actor, period: Period) -> QuerySet[Report]:
    """Reports that wait for approval."""
    return readable(actor).filter(state=ReportState.SUBMITTED)


home.register(home.Block("figures", "monitoring/home_figures.html", figures_context, order=25, wide=True))
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
starts.add_shortcuts(
    starts.Shortcut("Показатели сегодня", "monitoring:live", "ministry moo umo methodist", "chart-bar", order=10),
    starts.Shortcut("Отчёты", "monitoring:report_list", "cnppm ministry moo umo federal", "file-text", order=20),
    starts.Shortcut("Кто представил данные", "monitoring:submission_list", "ministry moo", "checklist", order=30),
    starts.Shortcut("Рабочие списки", "teachers:worklist_list", "cnppm methodist", "list-check", order=50),
    starts.Shortcut("Проверка данных", "monitoring:check", "cnppm methodist operator", "shield-check", order=55),
)  # fmt: skip
