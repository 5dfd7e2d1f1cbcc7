"""A region as the import files tell it (FORMATS.md): plain facts, the files' own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from tests.indicators.naive.dates import Span

CNPPM, IRO, COPMKP = "ЦНППМ", "ИРО", "ЦОПМКП"
SCHOOL, UNIVERSITY, FEDERAL = "Школа", "Вуз", "Федеральный оператор"
EDUCATIONAL = frozenset(
    {SCHOOL, "Детский сад", "Дополнительное образование", "Колледж", "Иная образовательная организация"}
)
QUALITY_THEME = "управление качеством образования"
CRAFT_CONTEST, OTHER_CONTEST, SEMINAR = "конкурс профессионального мастерства", "иной конкурс", "семинар"
PARTICIPANT, PRIZE, WINNER, EXPERIENCE = "участник", "призёр", "победитель", "представление опыта"
EXPERT, JURY, TUTOR_METHODIST = "эксперт", "член жюри", "тьютор-методист"
PK, PP = "ПК", "ПП"
MUNICIPAL, REGIONAL = "муниципальный", "региональный"


@dataclass(frozen=True)
class Municipality:
    """One validity of a municipality; `successor` is the code it went into after `valid_to`."""

    oktmo: str
    region: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None

    def is_valid_on(self, day: date) -> bool:
        """Is the municipality in force on the day?"""
        return day in Span(self.valid_from, self.valid_to)


@dataclass(frozen=True)
class Membership:
    """Where a reorganization put an organization, from-to."""

    oktmo: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Organization:
    """An organization; `oktmo` (the file's) holds wherever no dated membership does."""

    code: str
    kind: str
    oktmo: str
    name: str = ""
    parent: str | None = None
    founder: str | None = None
    opened: date | None = None
    closed: date | None = None
    memberships: tuple[Membership, ...] = ()


@dataclass(frozen=True)
class Person:
    """A person, by СНИЛС (11 digits)."""

    snils: str
    birth_date: date | None = None
    career_start: date | None = None
    sex: str | None = None
    surname: str = "Вымышленная"
    name: str = "Проба"
    patronymic: str = "Тестовна"


@dataclass(frozen=True)
class Position:
    """A position of the dictionary and what it is to the indicators."""

    name: str
    kind: Literal["pedagogue", "manager", "other"]


TEACHER = Position("Учитель", "pedagogue")
EDUCATOR = Position("Воспитатель", "pedagogue")
HEAD = Position("Директор", "manager")
DEPUTY = Position("Заместитель директора", "manager")
OTHER_POSITION = Position("Иная должность", "other")


@dataclass(frozen=True)
class Employment:
    """A person in an organization on a position, from-to, main or not."""

    person: str
    organization: str
    position: Position
    start: date
    end: date | None = None
    is_main: bool = True

    def is_active_on(self, day: date) -> bool:
        """Both the first and the last day are days of work."""
        return day in Span(self.start, self.end)


@dataclass(frozen=True)
class Score:
    """Points of maximum for one competence; the threshold is the tool's, in per cent."""

    competence: str
    score: Decimal
    maximum: Decimal = Decimal(10)
    threshold: Decimal = Decimal(60)

    def is_deficit(self) -> bool:
        """Under the threshold; a score exactly at it is no deficit."""
        return self.score * 100 < self.threshold * self.maximum


@dataclass(frozen=True)
class Session:
    """A diagnostic session; `provider` conducted it, whoever owns the tool."""

    person: str
    on: date
    provider: str
    tool: str
    scores: tuple[Score, ...]
    is_independent: bool = True
    annulled_on: date | None = None

    def deficits(self) -> frozenset[str]:
        """Competences whose score is under the threshold."""
        return frozenset(score.competence for score in self.scores if score.is_deficit())


@dataclass(frozen=True)
class RegistryEntry:
    """An entry of the federal registry."""

    number: str
    included: date
    excluded: date | None = None

    def holds_on(self, day: date) -> bool:
        """Included on or before the day and not excluded on or before it."""
        return self.included <= day and (self.excluded is None or self.excluded > day)


@dataclass(frozen=True)
class Program:
    """An in-service programme with its entries in the registry."""

    code: str
    organization: str
    kind: str = PK
    theme: str | None = None
    impl_from: date | None = None
    impl_to: date | None = None
    entries: tuple[RegistryEntry, ...] = ()
    hours: int = 36
    competences: tuple[str, ...] = ()

    def is_in_registry_on(self, day: date) -> bool:
        """Does any entry of the programme hold on the day?"""
        return any(entry.holds_on(day) for entry in self.entries)


@dataclass(frozen=True)
class Enrollment:
    """A person on a programme."""

    person: str
    program: str
    enrolled: date
    completed: date | None = None
    expelled: date | None = None


@dataclass(frozen=True)
class Event:
    """An event; `is_support` marks a form of support of young specialists."""

    code: str
    kind: str
    start: date
    organizer: str
    level: str = "муниципальный"
    end: date | None = None
    is_support: bool = False


@dataclass(frozen=True)
class Participation:
    """A person or an organization in an event; with no date it was on the event's first day."""

    event: Event
    role: str
    person: str | None = None
    organization: str | None = None
    on: date | None = None

    def day(self) -> date:
        """The day of the participation."""
        return self.on or self.event.start


@dataclass(frozen=True)
class MentoringPair:
    """A mentor and a mentee, from-to."""

    mentor: str
    mentee: str
    start: date
    end: date | None = None
    form: str = "наставник – молодой специалист"


@dataclass(frozen=True)
class Appointment:
    """What a person was appointed to, from-to."""

    person: str
    organization: str
    kind: str
    start: date
    end: date | None = None


@dataclass(frozen=True)
class RouteItem:
    """An item of a route, aimed at competences of the route's session."""

    number: int
    kind: str = "формальное"
    competences: tuple[str, ...] = ()
    program: str | None = None
    event: str | None = None


@dataclass(frozen=True)
class Route:
    """A personal route; not approved: a draft."""

    number: str
    person: str
    session: Session | None
    approved: date | None = None
    cancelled: date | None = None
    items: tuple[RouteItem, ...] = ()

    def is_cancelled_on(self, day: date) -> bool:
        """Cancelled on or before the day."""
        return self.cancelled is not None and self.cancelled <= day


@dataclass(frozen=True)
class Competence:
    """A competence of the framework."""

    code: str
    name: str
    block: str


@dataclass(frozen=True, repr=False)
class World:
    """Everything that is known."""

    municipalities: tuple[Municipality, ...] = ()
    organizations: tuple[Organization, ...] = ()
    people: tuple[Person, ...] = ()
    employments: tuple[Employment, ...] = ()
    competences: tuple[Competence, ...] = ()
    sessions: tuple[Session, ...] = ()
    programs: tuple[Program, ...] = ()
    enrollments: tuple[Enrollment, ...] = ()
    events: tuple[Event, ...] = ()
    participations: tuple[Participation, ...] = ()
    pairs: tuple[MentoringPair, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    routes: tuple[Route, ...] = ()

    def __repr__(self) -> str:
        """How much of what: the facts themselves are read better from the files they are written to."""
        return f"World({', '.join(f'{len(facts)} {name}' for name, facts in vars(self).items())})"

    def organization(self, code: str) -> Organization:
        """The organization of the code."""
        return next(org for org in self.organizations if org.code == code)

    def program(self, code: str) -> Program:
        """The programme of the code."""
        return next(program for program in self.programs if program.code == code)
