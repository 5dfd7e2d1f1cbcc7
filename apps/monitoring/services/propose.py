"""What the rules of recommendations propose about a report, kept beside what people have made of earlier proposals."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from apps.core.actor import acting, system
from apps.core.services import history
from apps.indicators.selectors import bound_values
from apps.indicators.sql import frame
from apps.monitoring.enums import Level, RecommendationState
from apps.monitoring.models import Recommendation, Report, ReportUnit
from apps.monitoring.models.recommendation import INSIDE
from apps.monitoring.recommendations import RULES, Ground, Proposal
from apps.monitoring.services.snapshot import frame_values
from apps.organizations.enums import OrganizationKind
from apps.organizations.models import Organization

# Where a municipality has no body of the kind, the other one answers.
INSTEAD = {OrganizationKind.MOO: OrganizationKind.MMS, OrganizationKind.MMS: OrganizationKind.MOO}
Key = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a run of the rules did."""

    created: int
    updated: int
    removed: int


def ground_of(report: Report) -> Ground:
    """What the rules stand on; makes the temporary tables of the territory. Under the system."""
    values = bound_values([], report.period_from, report.period_to) | frame_values(report)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL jit = off")
        for made in (*frame.make_tables(), frame.PEOPLE_KEY):
            cursor.execute(made, values)
    units = list(ReportUnit.objects.filter(report=report).order_by("level", "sort_key", "code"))
    for unit in units:
        unit.report = report
    return Ground(report, units, values)


def proposals(ground: Ground) -> dict[Key, Proposal]:
    """What all rules in force propose, by rule, unit and topic."""
    found: dict[Key, Proposal] = {}
    for rule in RULES.values():
        given = rule.parameters(ground.report.profile.recommendations)
        for one in rule.find(ground, given) if given is not None else ():
            found[rule.code, one.unit.level, one.unit.code, one.indicator, one.topic] = one
    return found


@transaction.atomic
def propose(*, report: Report) -> Proposed:
    """Run the rules over a report: new proposals are added, untouched ones follow the data, the rest is left alone.

    A proposal that somebody has edited, sent or dropped stays as that person left it; one that no rule makes any more
    and nobody has touched is removed. A corrected version of a report goes on with the proposals of the period.
    """
    with acting(system("recommendations")):
        wanted = proposals(ground_of(report))
        kept = {key_of(row): row for row in of_period(report)}
        fresh = [made for key, one in wanted.items() if key not in kept for made in (new(report, key, one),)]
        Recommendation.objects.bulk_create(fresh)
        untouched = {key: row for key, row in kept.items() if row.state == RecommendationState.PROPOSED}
        changed = [follow(row, wanted[key], report) for key, row in untouched.items() if key in wanted]
        Recommendation.objects.bulk_update(changed, ["proposed", "text", "report"])
        gone = [row.pk for key, row in untouched.items() if key not in wanted]
        Recommendation.objects.filter(pk__in=gone).delete()
    history.record_many([history.entry("propose_recommendations", report, {}, {"recommendations": len(wanted)})])
    return Proposed(len(fresh), len(changed), len(gone))


def of_period(report: Report) -> Any:
    """The recommendations of the report's period, whatever version they were proposed from."""
    period = {"period_from": report.period_from, "period_to": report.period_to}
    return Recommendation.objects.filter(profile=report.profile_id, **period)


def key_of(row: Recommendation) -> Key:
    """What tells a recommendation of a period from another."""
    return row.rule, row.level, row.unit_code, row.indicator, row.topic


def follow(row: Recommendation, one: Proposal, report: Report) -> Recommendation:
    """An untouched proposal says what the rule says now."""
    row.proposed = row.text = one.text
    row.report = report
    return row


def new(report: Report, key: Key, one: Proposal) -> Recommendation:
    """A proposal with its addressee, where there is one."""
    to = addressee(report, one)
    return Recommendation(
        profile=report.profile,
        report=report,
        period_from=report.period_from,
        period_to=report.period_to,
        rule=key[0],
        indicator=one.indicator,
        topic=one.topic,
        level=one.unit.level,
        unit_code=one.unit.code,
        unit_name=one.unit.name,
        region_id=report.region_id,
        municipality_id=to.municipality_id if to else one.unit.municipality_id,
        organization=to,
        body=to.kind if to else one.body,
        local=report.municipality_id is not None,
        proposed=one.text,
        text=one.text,
    )


def addressee(report: Report, one: Proposal) -> Organization | None:
    """Who is to answer for a unit: itself, its body of the rule's kind, else the other body of its municipality."""
    if one.unit.level == Level.ORGANIZATION:
        return one.unit.organization
    place: dict[str, Any] = {"region": report.region_id}
    if one.unit.level == Level.MUNICIPALITY and one.body in INSTEAD:
        place["municipality"] = one.unit.municipality_id
    for kind in (one.body, INSTEAD.get(one.body)):
        rows = Organization.objects.filter(**place, kind=kind).exclude(closed_on__lte=report.period_to)
        if kind and (found := rows.order_by("code").first()):
            return found
    return None


def default_due(day: date) -> date:
    """The usual term: a quarter from the day of sending, the end of that month."""
    month = day.month + 3
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, 1) - (date(2000, 1, 2) - date(2000, 1, 1))


def waiting(report: Report) -> int:
    """How many proposals of the report's period nobody has decided about."""
    return int(of_period(report).filter(state__in=INSIDE[:2]).count())
