"""The way of the year: the figures as of the end of every month gone by, computed from dates like any report.

They are computed anew every night, for a record entered late belongs to the month in which it happened. Only the
figures of units are kept; who stands behind them is told of today and of reports.
"""

from datetime import date, timedelta

from django.utils import timezone

from apps.core.actor import acting, system
from apps.indicators.selectors import methods
from apps.monitoring.enums import ReportKind
from apps.monitoring.live.refresh import live_reports, start_of
from apps.monitoring.models import OrganizationFacts, Report
from apps.monitoring.services import snapshot
from apps.monitoring.services.compute import Progress, silent

ONE_DAY = timedelta(days=1)


def month_ends(day: date) -> list[date]:
    """The last days of the months of the year that are over by ``day``, that day itself left out."""
    firsts = [date(day.year, month, 1) for month in range(2, day.month + 1)]
    return [first - ONE_DAY for first in firsts]


def behind() -> bool:
    """Whether a profile has not all months of this year."""
    wanted = set(month_ends(timezone.localdate()))
    rows = Report.every.filter(kind=ReportKind.MONTH).values_list("profile", "period_to")
    there: dict[int, set[date]] = {}
    for profile, end in rows:
        there.setdefault(profile, set()).add(end)
    return any(there.get(live.profile_id, set()) != wanted for live in live_reports())


def recompute_months(*, progress: Progress = silent) -> int:
    """Compute every month of this year of every profile anew; those of other years go. Returns how many."""
    with acting(system("live")):
        ends, every = month_ends(timezone.localdate()), live_reports()
        for gone in Report.every.filter(kind=ReportKind.MONTH).exclude(period_to__in=ends):
            remove(gone)
        whole = len(ends) * len(every)
        for number, (live, end) in enumerate((live, end) for live in every for end in ends):
            progress(number, whole, f"{end:%d.%m.%Y}")
            compute_month(live, end)
        return whole


def remove(month: Report) -> None:
    """Remove a month with its figures."""
    snapshot.empty(month)
    Report.every.filter(pk=month.pk).delete()


def compute_month(live: Report, end: date) -> None:
    """Compute the figures of a profile as of the end of a month."""
    place = {"region": live.region, "municipality": live.municipality, "period_from": start_of(end)}
    month, _ = Report.every.update_or_create(
        kind=ReportKind.MONTH,
        profile=live.profile,
        period_to=end,
        defaults={**place, "methods": live.methods, "computed_at": timezone.now()},
    )
    snapshot.empty(month)
    snapshot.store_figures(month, methods(month.methods))
    facts = OrganizationFacts.objects.filter(report=month)
    facts._raw_delete(facts.db)
