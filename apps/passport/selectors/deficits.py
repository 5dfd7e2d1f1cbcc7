"""How many of a school's teachers have professional deficits, for the link with the students' results.

Of the teachers who stand in the school's staff of the year's report those with a current diagnostics on its day; among
them those with at least one deficit that stands open on it, by the rule of the deficit map. A school with fewer than
five diagnosed teachers is left out, and whichever would give it away by subtraction (DOMAIN 8).
"""

from collections import defaultdict
from collections.abc import Collection

from apps.core.actor import acting, system
from apps.diagnostics.models import Deficit, DiagnosticSession
from apps.diagnostics.selectors.deficits import open_deficits
from apps.diagnostics.selectors.sessions import current
from apps.diagnostics.selectors.states import Slice
from apps.diagnostics.selectors.suppression import hidden_parts
from apps.indicators.sql.frame import OUTSIDE, PEDAGOGUE
from apps.monitoring.models import OrganizationFacts, Report
from apps.organizations.models import Organization
from apps.teachers.enums import PositionKind

ACTOR = system("correlation")


def teachers(report: Report) -> dict[int, set[int]]:
    """Organization → the pedagogues of its staff on the report's day."""
    rows = OrganizationFacts.objects.filter(report=report, organization__isnull=False, people__isnull=False)
    return {
        organization: {
            person
            for person, flag in zip(people or (), flags or (), strict=True)
            if flag & PEDAGOGUE and not flag & OUTSIDE
        }
        for organization, people, flags in rows.values_list("organization_id", "people", "flags")
    }


def shares(report: Report, organizations: Collection[int]) -> dict[int, tuple[int, int]]:
    """Organization → (teachers with deficits, diagnosed teachers) on the report's day, counted by the system."""
    with acting(ACTOR):
        day = report.period_to
        sessions = DiagnosticSession.objects.filter(current(day), region=report.region_id)
        diagnosed = set(sessions.order_by().values_list("person_id", flat=True))
        open_now = open_deficits(
            Deficit.objects.filter(region=report.region_id), Slice(day, kind=PositionKind.PEDAGOGUE)
        )
        lacking = set(open_now.order_by().values_list("person_id", flat=True))
        groups = {one: people & diagnosed for one, people in teachers(report).items()}
        told = set(organizations) - silent({one: len(people) for one, people in groups.items()})
        return {one: (len(g & lacking), len(g)) for one, g in groups.items() if g and one in told}


def silent(people: dict[int, int]) -> set[int]:
    """The schools with small groups, and those by which they could be found from their municipality's figure."""
    parts: dict[int, dict[int, int]] = defaultdict(dict)
    homes = Organization.objects.filter(pk__in=people).values_list("pk", "municipality_id")
    for organization, municipality in homes:
        parts[municipality][organization] = people[organization]
    return {one for schools in parts.values() for one in hidden_parts(schools)}
