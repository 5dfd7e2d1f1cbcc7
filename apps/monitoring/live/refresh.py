"""Keeping today's figures equal to the data: after few changes a few organizations, else the whole territory."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from enum import Enum
from typing import Any

from django.utils import timezone

from apps.core.actor import acting, system
from apps.indicators.selectors import bound_values, described, indicators_of, methods
from apps.monitoring.enums import Level, ReportKind
from apps.monitoring.live import prepared, queue
from apps.monitoring.models import Report
from apps.monitoring.services import snapshot
from apps.monitoring.sql.narrow import narrow_statement
from apps.organizations.models import Profile

# What a page waits for: changes that touch more organizations are left to the job.
ON_A_PAGE = 40


# The arrays of the narrow statement.
ARRAYS = {"only": "organizations", "people": "people", "anew": "anew"}


class TooMuch(Exception):
    """More to do than the caller wants to wait for."""


class Fresh(Enum):
    """How today's figures stand: equal to the data, being refreshed by somebody now, or waiting for the job."""

    YES = "yes"
    BUSY = "busy"
    WAITS = "waits"


def live_reports() -> list[Report]:
    """Today's figures of every profile that has them."""
    rows = Report.every.filter(kind=ReportKind.LIVE).select_related("profile", "region", "municipality")
    return list(rows.order_by("pk"))


def start_of(day: date) -> date:
    """Where the period of today's figures begins: with the year, for half-yearly profiles too (DOMAIN 4)."""
    return date(day.year, 1, 1)


def refresh(*, most: int | None = ON_A_PAGE) -> Fresh:
    """Bring today's figures up to the data, computing here at most so many organizations (None: all there are).

    One at a time: whoever finds another at it is told so and shows what stands. Nothing is lost by that: a mark leaves
    the queue only together with the figures computed after it.
    """
    try:
        with acting(system("live")):
            state = queue.state(timezone.localdate())
            settled = state.current == state.there if state.there else not missing()
            if settled and not state.waiting:
                return Fresh.YES
            if not state.locked:
                return Fresh.BUSY
            bring_up(most, crowded=state.waiting == queue.MANY)
    except TooMuch:
        return Fresh.WAITS
    return Fresh.YES


def missing() -> list[Profile]:
    """Profiles with indicators whose figures nobody has computed yet."""
    there = Report.every.filter(kind=ReportKind.LIVE).values("profile")
    return list(Profile.objects.filter(indicators__active=True).exclude(pk__in=there).distinct().order_by("pk"))


def bring_up(most: int | None, *, crowded: bool) -> None:
    """The work itself. Raises ``TooMuch``, which returns the marks, where it is more than ``most`` organizations."""
    if crowded and most is not None:
        raise TooMuch
    # Read under the lock: another may have refreshed in between.
    there, reach = live_reports(), queue.take()
    everything = crowded or reach.everything
    # A new profile or indicator marks everything, so nobody is missing otherwise.
    new = missing() if everything or not there else []
    whole, few = divided(there, replace(reach, everything=everything))
    if most is not None and (whole or new or len(reach.organizations) > most):
        raise TooMuch
    for profile in new:
        recompute(new_live(profile))
    for report in whole:
        recompute(report)
    for report in few:
        refresh_few(report, reach)


def divided(there: list[Report], reach: queue.Reach) -> tuple[list[Report], list[Report]]:
    """The figures to compute as a whole, and those of which a few organizations are enough."""
    today = timezone.localdate()
    whole: list[Report] = []
    few: list[Report] = []
    for report in there:
        if reach.everything or report.region_id in reach.regions or report.period_to != today:
            whole.append(report)
        elif report.region_id in reach.near:
            (whole if most_of(report, reach.organizations) else few).append(report)
    return whole, few


def most_of(report: Report, organizations: Iterable[int]) -> bool:
    """Whether so many organizations of the territory are touched that the whole is cheaper."""
    touched = len(tuple(organizations))
    return touched > ON_A_PAGE and 4 * touched > report.units.filter(level=Level.ORGANIZATION).count()


def new_live(profile: Profile) -> Report:
    """The row for the figures of a profile."""
    today = timezone.localdate()
    report = Report(profile=profile, region=profile.region, municipality=profile.municipality, kind=ReportKind.LIVE)
    report.period_from, report.period_to = start_of(today), today
    report.save()
    return report


def methods_now(profile: Profile) -> list[dict[str, Any]]:
    """The methods in force; unlike a report, today's figures freeze no version of a method."""
    return [described(indicator) for indicator in indicators_of(profile)]


def recompute(report: Report) -> None:
    """Compute today's figures of a profile anew as a whole."""
    today = timezone.localdate()
    report.period_from, report.period_to = start_of(today), today
    report.methods = methods_now(report.profile)
    report.computed_at = timezone.now()
    report.save()
    snapshot.empty(report)
    snapshot.store(report)


def refresh_few(report: Report, reach: queue.Reach) -> None:
    """Compute the people touched and the figures of their organizations anew, with the sums above them."""
    chosen = methods(report.methods)
    values = bound_values(chosen, report.period_from, report.period_to) | snapshot.frame_values(report)
    arrays = {name: ("bigint[]", getattr(reach, to)) for name, to in ARRAYS.items()}
    prepared.run(lambda: narrow_statement(chosen), json.dumps(report.methods, sort_keys=True), values, arrays)
    snapshot.mark_all_lost(report, chosen)
