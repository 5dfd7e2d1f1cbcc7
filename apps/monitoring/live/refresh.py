"""Keeping today's figures equal to the data: after few changes a few organizations, else the whole territory."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Any

from django.db.models import Count, Sum
from django.utils import timezone

from apps.core.actor import acting, system
from apps.indicators.selectors import bound_values, described, indicators_of, methods
from apps.indicators.sql.statement import Method
from apps.monitoring.enums import Level, ReportKind
from apps.monitoring.live import prepared, queue
from apps.monitoring.models import Report, ReportUnit
from apps.monitoring.services import snapshot
from apps.monitoring.sql.narrow import narrow_statement
from apps.organizations.models import Profile

# What a page waits for: changes that touch more organizations are left to the job.
ON_A_PAGE = 40
# So few people are always looked at one by one.
MANY_PEOPLE = 500
# The arrays of the narrow statement.
ARRAYS = {"only": "organizations", "people": "people", "anew": "anew"}


@dataclass(frozen=True, slots=True)
class Kept:
    """Today's figures of a profile in short. ``computed_at`` is another one as soon as they are computed as a whole."""

    pk: int
    region: int
    period_to: date
    computed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Way:
    """What refreshing a few people and organizations of a profile takes."""

    report: Report
    methods: list[Method]
    statement: prepared.Statement


# Report → its way, good until the figures are computed as a whole.
_ways: dict[int, Way] = {}


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


def report_of(pk: int) -> Report:
    """Today's figures of a profile."""
    return Report.every.select_related("profile", "region", "municipality").get(pk=pk)


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
    there, reach = kept_figures(), queue.take()
    everything = crowded or reach.everything
    # A new profile or indicator marks everything, so nobody is missing otherwise.
    new = missing() if everything or not there else []
    whole, few = divided(there, replace(reach, everything=everything))
    if most is not None and (whole or new or len(reach.organizations) > most):
        raise TooMuch
    for profile in new:
        recompute(new_live(profile))
    for one in whole:
        recompute(report_of(one.pk))
    for one in few:
        refresh_few(one, reach)


def kept_figures() -> list[Kept]:
    """Today's figures of every profile that has them, in short."""
    rows = Report.every.filter(kind=ReportKind.LIVE).order_by("pk")
    return [Kept(*row) for row in rows.values_list("pk", "region", "period_to", "computed_at")]


def divided(there: list[Kept], reach: queue.Reach) -> tuple[list[Kept], list[Kept]]:
    """The figures to compute as a whole, and those of which a few organizations are enough."""
    today = timezone.localdate()
    whole: list[Kept] = []
    few: list[Kept] = []
    for one in there:
        if reach.everything or one.region in reach.regions or one.period_to != today:
            whole.append(one)
        elif one.region in reach.near:
            (whole if most_of(one, reach) else few).append(one)
    return whole, few


def most_of(one: Kept, reach: queue.Reach) -> bool:
    """Whether so many people, or organizations as a whole, of the territory are touched that the whole is cheaper."""
    if len(reach.people) <= MANY_PEOPLE and len(reach.anew) <= ON_A_PAGE:
        return False
    units = ReportUnit.objects.filter(report=one.pk, level=Level.ORGANIZATION)
    found = units.aggregate(staff=Sum("staff", default=0), organizations=Count("pk"))
    return bool(8 * len(reach.people) > found["staff"] or 4 * len(reach.anew) > found["organizations"])


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
    _ways.pop(report.pk, None)
    snapshot.empty(report)
    snapshot.store(report)


def refresh_few(one: Kept, reach: queue.Reach) -> None:
    """Compute the people touched and the figures of their organizations anew, with the sums above them."""
    way = way_of(one, rebound=reach.rebound)
    arrays = {name: ("bigint[]", getattr(reach, to)) for name, to in ARRAYS.items()}
    prepared.run(way.statement, arrays)
    snapshot.mark_all_lost(way.report, way.methods)


def way_of(one: Kept, *, rebound: bool) -> Way:
    """How the figures are refreshed, as this process remembers it."""
    known = _ways.get(one.pk)
    if known is not None and known.report.computed_at == one.computed_at and not rebound:
        return known
    report = report_of(one.pk)
    if rebound:
        # Other processes remember too: the figures become others for them.
        report.computed_at = timezone.now()
        report.save(update_fields=["computed_at"])
    chosen = methods(report.methods)
    values = bound_values(chosen, report.period_from, report.period_to) | snapshot.frame_values(report)
    named = json.dumps(report.methods, sort_keys=True)
    statement = prepared.Statement.of(lambda: narrow_statement(chosen), named, values)
    _ways[one.pk] = Way(report, chosen, statement)
    return _ways[one.pk]
