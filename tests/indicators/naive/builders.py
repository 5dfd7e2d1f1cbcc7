"""Hand-made worlds for the tests of the naive rules: facts in any order make a world."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from tests.indicators.naive.composition import MUNICIPALITY, ORGANIZATION, REGION, Setting, Unit
from tests.indicators.naive.rules import RULES, Outcome
from tests.indicators.naive.snils import snils
from tests.indicators.naive.world import (
    CNPPM,
    CRAFT_CONTEST,
    FEDERAL,
    IRO,
    MUNICIPAL,
    PARTICIPANT,
    REGIONAL,
    SCHOOL,
    TEACHER,
    UNIVERSITY,
    Appointment,
    Employment,
    Enrollment,
    Event,
    MentoringPair,
    Municipality,
    Organization,
    Participation,
    Person,
    Position,
    Program,
    RegistryEntry,
    Route,
    RouteItem,
    Score,
    Session,
    World,
)

FROM, D = date(2024, 1, 1), date(2024, 12, 31)
DAY_BEFORE_D, DAY_AFTER_D = date(2024, 12, 30), date(2025, 1, 1)
DAY_BEFORE_FROM = date(2023, 12, 31)
MIDDLE = date(2024, 6, 15)
LONG_AGO = date(2020, 9, 1)

VLADIMIR, OTHER_REGION = "17000000", "57000000"
A, B, ELSEWHERE = "17901000", "17902000", "57901000"
IN_REGION, IN_A, IN_B = Unit(REGION, VLADIMIR), Unit(MUNICIPALITY, A), Unit(MUNICIPALITY, B)

ANNA, BORIS, VERA, GLEB = (snils(index) for index in range(4))
SCHOOL_A, SCHOOL_B, FAR_SCHOOL = "ОО-А", "ОО-Б", "ОО-В"
CENTRE, INSTITUTE, ACADEMY, HIGH_SCHOOL = "ЦНППМ-1", "ИРО-1", "ФО-1", "ВУЗ-1"
PROGRAM = "ДПП-1"

SETTING = Setting(region=VLADIMIR)
CNPPM_ONLY = Setting(region=VLADIMIR, providers=frozenset({CNPPM}))

PLACES = (
    Municipality(A, VLADIMIR, "Округ А"),
    Municipality(B, VLADIMIR, "Округ Б"),
    Municipality(ELSEWHERE, OTHER_REGION, "Округ В"),
)
BODIES = (
    Organization(SCHOOL_A, SCHOOL, A, founder=MUNICIPAL),
    Organization(SCHOOL_B, SCHOOL, B, founder=REGIONAL),
    Organization(FAR_SCHOOL, SCHOOL, ELSEWHERE),
    Organization(INSTITUTE, IRO, A),
    Organization(CENTRE, CNPPM, A, parent=INSTITUTE),
    Organization(ACADEMY, FEDERAL, B),
    Organization(HIGH_SCHOOL, UNIVERSITY, B),
)
FIELDS: dict[type, str] = {
    Municipality: "municipalities",
    Organization: "organizations",
    Person: "people",
    Employment: "employments",
    Session: "sessions",
    Program: "programs",
    Enrollment: "enrollments",
    Participation: "participations",
    MentoringPair: "pairs",
    Appointment: "appointments",
    Route: "routes",
}


def unit_of(organization: str) -> Unit:
    """The unit of an organization."""
    return Unit(ORGANIZATION, organization)


def world(*facts: object) -> World:
    """The given facts over the usual places and bodies; a body given again replaces its namesake."""
    found: dict[str, list[Any]] = {name: [] for name in FIELDS.values()}
    for fact in facts:
        found[FIELDS[type(fact)]].append(fact)
    given = {body.code for body in found["organizations"]}
    found["organizations"] += [body for body in BODIES if body.code not in given]
    renamed = {place.oktmo for place in found["municipalities"]}
    found["municipalities"] += [place for place in PLACES if place.oktmo not in renamed]
    described = {person.snils for person in found["people"]}
    named = {ANNA, BORIS, VERA, GLEB} | {employment.person for employment in found["employments"]}
    found["people"] += [Person(one) for one in sorted(named - described)]
    return World(**{name: tuple(values) for name, values in found.items()})


def works(
    person: str,
    organization: str = SCHOOL_A,
    position: Position = TEACHER,
    start: date = LONG_AGO,
    end: date | None = None,
    is_main: bool = True,
) -> Employment:
    """An employment, by default a teacher's in the first school since long ago."""
    return Employment(person, organization, position, start, end, is_main)


def score(competence: str, points: str, maximum: str = "10", threshold: str = "60") -> Score:
    """A score from decimal texts."""
    return Score(competence, Decimal(points), Decimal(maximum), Decimal(threshold))


def assessed(
    person: str,
    on: date = MIDDLE,
    provider: str = CENTRE,
    annulled_on: date | None = None,
    is_independent: bool = True,
    scores: Iterable[Score] = (),
) -> Session:
    """A session with a deficit in М-1 and none in М-2, by default in the middle of the period."""
    points = tuple(scores) or (score("М-1", "3"), score("М-2", "9"))
    return Session(person, on, provider, "Проба", points, is_independent, annulled_on)


def route(
    session: Session | None,
    approved: date | None = MIDDLE,
    cancelled: date | None = None,
    competences: tuple[str, ...] = ("М-1",),
    program: str | None = PROGRAM,
    person: str = ANNA,
) -> Route:
    """A route of one item, by default for the deficit in М-1 by the usual programme."""
    owner = session.person if session else person
    items = (RouteItem(1, competences=competences, program=program),)
    return Route(f"ИОМ-{owner}", owner, session, approved, cancelled, items)


def entry(included: date, excluded: date | None = None) -> RegistryEntry:
    """An entry of the registry."""
    return RegistryEntry("ФР-1", included, excluded)


def contest(
    role: str = PARTICIPANT,
    person: str | None = None,
    organization: str | None = None,
    on: date | None = None,
    start: date = MIDDLE,
    kind: str = CRAFT_CONTEST,
    is_support: bool = False,
) -> Participation:
    """A participation, by default in a contest of professional craft in the middle of the period."""
    event = Event("М-1", kind, start, ACADEMY, is_support=is_support)
    return Participation(event, role, person, organization, on)


def outcome(code: str, facts: World, setting: Setting = SETTING, since: date = FROM, day: date = D) -> Outcome:
    """The rule of the code asked of the usual year."""
    return RULES[code](facts, setting, since, day)


def counted(
    code: str,
    facts: World,
    setting: Setting = SETTING,
    since: date = FROM,
    day: date = D,
    unit: Unit = IN_REGION,
) -> frozenset[str]:
    """Who is in the numerator of a unit."""
    return outcome(code, facts, setting, since, day).numerator[unit]


def members(
    code: str, facts: World, setting: Setting = SETTING, day: date = D, unit: Unit = IN_REGION
) -> frozenset[str]:
    """Who is in the denominator of a unit."""
    return outcome(code, facts, setting, FROM, day).denominator[unit]
