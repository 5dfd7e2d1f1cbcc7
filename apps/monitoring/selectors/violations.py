"""The live check of data: the same rules as in a report, over the records as they are now.

``violations(place, start, end)`` answers for a municipality or an organization which rules are violated in a period, by
the same SQL that stores the findings of a report. It is computed by the system (a rule must see all records to say that
one is missing) and read in the acting person's scope.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import count
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from apps.core import access
from apps.core.actor import Actor, acting, current, system
from apps.indicators.selectors import bound_values
from apps.indicators.sql import frame
from apps.monitoring.enums import Severity
from apps.monitoring.findings import RULES
from apps.monitoring.sql import doubts
from apps.organizations.enums import EDUCATIONAL
from apps.organizations.models import Municipality, Organization, Profile, Region

Place = Region | Municipality | Organization
COLUMNS = {Region: "region_id", Municipality: "municipality_id", Organization: "organization_id"}
GRAVEST_FIRST = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
ALWAYS = date(9999, 12, 31)
tables = count(1)


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often one rule is violated; ``explained``: how many of them somebody has explained."""

    code: str
    title: str
    severity: Severity
    count: int
    explained: int = 0

    @property
    def open(self) -> int:
        """How many nobody has explained."""
        return self.count - self.explained


@dataclass(frozen=True, slots=True)
class Violation:
    """One violation. ``record`` and ``record_ref`` name what to mend, ``person`` is empty where the reader sees nobody.

    ``mark`` is what an explanation holds for, ``reason`` the explanation there is.
    """

    mark: str
    rule: str
    severity: str
    about: str
    sentence: str
    record: str
    record_ref: int | None
    person_id: int | None
    person: str
    organization_id: int
    organization: str
    private: bool
    reason: str

    @property
    def severity_label(self) -> str:
        """The severity in words."""
        return str(Severity(self.severity).label)

    @property
    def title(self) -> str:
        """The rule in words."""
        return RULES[self.rule].title

    @property
    def advice(self) -> str:
        """What to do."""
        return RULES[self.rule].advice


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which violations of a place: of one rule, severity, kind of subject; explained or not (None: both)."""

    rule: str = ""
    severity: str = ""
    about: str = ""
    explained: bool | None = None

    def condition(self) -> tuple[str, dict[str, Any]]:
        """The condition in SQL with its values."""
        given = {name: getattr(self, name) for name in ("rule", "severity", "about")}
        parts = [f"v.{name} = %({name})s" for name, value in given.items() if value]
        if self.explained is not None:
            parts.append("v.reason <> ''" if self.explained else "v.reason = ''")
        return " AND ".join(parts) or "TRUE", given


EVERYTHING = Chosen()


@dataclass(frozen=True)
class Violations:
    """The violations of a place in a period; to be read in the transaction that asked."""

    place: Place
    start: date
    end: date
    counts: Sequence[RuleCount]
    table: str

    def open(self, severity: Severity) -> int:
        """How many violations of this severity nobody has explained."""
        return sum(one.open for one in self.counts if one.severity == severity)

    def total(self, chosen: Chosen = EVERYTHING) -> int:
        """How many violations there are."""
        where, values = chosen.condition()
        return int(run(f"SELECT count(*) FROM {self.table} v WHERE {where}", values)[0][0])

    def rows(self, chosen: Chosen = EVERYTHING, *, offset: int = 0, limit: int | None = 50) -> list[Violation]:
        """A page of violations: the gravest first, then by rule and subject; ``limit`` None for all of them."""
        where, values = chosen.condition()
        named = ", ".join(NAMED.get(field.name, f"v.{field.name}") for field in fields(Violation))
        sql = (
            f"SELECT {named} FROM {self.table} v LEFT JOIN teachers_person t ON t.id = v.person_id"
            f" LEFT JOIN organizations_organization o ON o.id = v.organization_id WHERE {where}"
            " ORDER BY v.number LIMIT %(limit)s OFFSET %(offset)s"
        )
        return [Violation(*row) for row in run(sql, {**values, "limit": limit, "offset": offset})]


NAMED = {
    "mark": "v.mark::text",
    "person": "COALESCE(trim(concat(t.last_name, ' ', t.first_name, ' ', t.middle_name)), '')",
    "organization": "COALESCE(o.short_name, '')",
}


def run(sql: str, values: dict[str, Any]) -> list[Any]:
    """Rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def reads_private(actor: Actor) -> bool:
    """Whether the role sees doubts that tell of diagnostics and routes."""
    return actor.is_system or bool(access.rights().level(actor, "findings", access.READ))


def may_check(actor: Actor, place: Place) -> bool:
    """Whether the actor reads violations of this very place: it lies in the own unit (DOMAIN 8)."""
    if actor.is_system:
        return True
    kinds = ("findings", "staff_findings")
    level = next((found for kind in kinds if (found := access.rights().level(actor, kind, access.READ))), "")
    if level == access.REGION:
        return getattr(place, "region_id", place.pk) == actor.region_id
    if level == access.MUNICIPALITY and not isinstance(place, Region):
        own = place.pk if isinstance(place, Municipality) else place.municipality_id
        return own == actor.municipality_id
    return level == access.ORGANIZATION and isinstance(place, Organization) and place.pk == actor.organization_id


def profile_of(place: Place) -> Profile | None:
    """Whose population counts in a place: the municipality's own profile, else the region's."""
    region = place.pk if isinstance(place, Region) else place.region_id
    municipality = place.pk if isinstance(place, Municipality) else getattr(place, "municipality_id", None)
    rows = Profile.objects.filter(region=region).order_by("pk")
    own = rows.filter(municipality=municipality).first() if municipality else None
    return own or rows.filter(municipality=None).first()


def frame_values(place: Place, profile: Profile | None) -> dict[str, Any]:
    """The territory and the population of a check."""
    population = profile.population if profile else {}
    founders = population.get("founders")
    oktmo = place.municipality.oktmo if isinstance(place, Organization) else place.oktmo
    return {
        "region": place.pk if isinstance(place, Region) else place.region_id,
        "oktmo": None if isinstance(place, Region) else oktmo,
        "kinds": list(population.get("education_kinds") or sorted(EDUCATIONAL)),
        "founders": None if founders is None else ["" if name == "unstated" else name for name in founders],
        "today": timezone.localdate(),
    }


LIVE = """CREATE TEMPORARY TABLE {table} ON COMMIT DROP AS
SELECT x.*, COALESCE(e.reason, '') AS reason, row_number() OVER (
    ORDER BY array_position(ARRAY['error', 'warning', 'note'], x.severity), x.rule, x.organization_id, x.sentence
) AS number
FROM ({rows}) x LEFT JOIN monitoring_findingexplanation e ON e.mark = x.mark
WHERE x.{column} = %(place)s AND (%(private)s OR NOT x.private)"""


def violations(place: Place, start: date, end: date, *, profile: Profile | None = None) -> Violations:
    """What is doubtful in the data of a region, municipality or organization about the period ``start``–``end``.

    ``end`` is the day on which the staff is taken, as in a report. ``profile`` says whose population is counted (the
    municipality's own, else the region's). Counts hold every rule that is violated, the gravest first; ``rows`` gives
    the violations themselves by pages. To a role that may not see diagnostics and routes what tells of them is left out
    (DOMAIN 8). Raises ``PermissionDenied`` where the place is not the acting person's.
    """
    actor = current()
    if not may_check(actor, place):
        raise PermissionDenied("Замечания к данным этой территории вашей роли не показываются.")
    table = f"live_doubt_{next(tables)}"
    values = bound_values([], start, end) | frame_values(place, profile or profile_of(place))
    values |= {"checked_from": start, "horizon": ALWAYS, "place": place.pk, "private": reads_private(actor)}
    with acting(system("check")), connection.cursor() as cursor:
        cursor.execute("SET LOCAL jit = off")
        for made in (*frame.make_tables(), frame.PEOPLE_KEY):
            cursor.execute(made, values)
        rows = doubts.placed(RULES.values())
        cursor.execute(LIVE.format(table=table, rows=rows, column=COLUMNS[type(place)]), values)
    return Violations(place, start, end, counts_of(table), table)


def counts_of(table: str) -> list[RuleCount]:
    """The rules that are violated, the gravest first, then the most frequent."""
    rows = run(f"SELECT rule, count(*), count(*) FILTER (WHERE reason <> '') FROM {table} GROUP BY rule", {})
    found = [RuleCount(rule, RULES[rule].title, RULES[rule].severity, n, told) for rule, n, told in rows]
    return sorted(found, key=lambda one: (GRAVEST_FIRST[one.severity], -one.count, one.title))
