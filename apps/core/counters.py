"""The registry of live counters: named numbers that are counted from the registers for a place and a term.

A measure of a roadmap, a function of a subject or a section of a passport names a counter by its code and so shows its
own progress. An application declares its counters in ``apps/<app>/counters.py`` (read by itself at the first need):

    counters.add(Counter("routes_approved", "Утверждено ИОМ", ROUTES, approved, group="Маршруты", …))

A counter is counted by the system: who may see no person still sees the number (DOMAIN 8, stored aggregates).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from apps.core.actor import Actor, acting, system
from apps.core.text import count_text, format_date, plural
from apps.core.web import resource as resources

ACTOR = system("counters")


@dataclass(frozen=True, slots=True)
class Place:
    """Where to count: an organization, else a municipality, else a region; with none of them everywhere."""

    region: int | None = None
    municipality: int | None = None
    organization: int | None = None

    def q(self, *, prefix: str = "", organization: str = "organization_id") -> Q:
        """Rows that lie in the place by their columns; ``prefix`` goes before the columns of the units."""
        if self.organization is not None:
            return Q(**{f"{prefix}{organization}": self.organization})
        if self.municipality is not None:
            return Q(**{f"{prefix}municipality_id": self.municipality})
        return Q(**{f"{prefix}region_id": self.region}) if self.region is not None else Q()

    @property
    def filter(self) -> tuple[str, int | None]:
        """The name and the value by which a list is narrowed to the place; an empty name for a whole region."""
        if self.organization is not None:
            return "organization", self.organization
        return ("municipality", self.municipality) if self.municipality is not None else ("", None)


Rows = Callable[[Place, date, date], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Counter:
    """One counter.

    ``rows`` are what is counted in a place from ``start`` to ``end`` (both inclusive); with ``distinct`` the different
    values of that column are counted, else the rows. ``words`` go with 1, 2 and 5. ``group`` is the heading under which
    the counter is offered. ``page`` is the name of the list that shows the rows, ``query`` its filters (``{start}``,
    ``{end}``), ``narrows`` the filters of a place that the list knows. ``now`` marks a list that shows today only.
    ``each`` is the counter of those each of whom a plan «на каждое …» asks for one: it counts how many of them have it.
    """

    code: str
    title: str
    words: tuple[str, str, str]
    rows: Rows
    group: str
    distinct: str = ""
    page: str = ""
    query: str = ""
    narrows: frozenset[str] = frozenset({"municipality", "organization"})
    now: bool = False
    each: str = ""

    def count(self, place: Place, start: date, end: date) -> int:
        """How many there are in the place from ``start`` to ``end``, counted by the system."""
        with acting(ACTOR):
            rows = self.rows(place, start, end).order_by()
            return rows.values(self.distinct).distinct().count() if self.distinct else rows.count()

    def text(self, number: int) -> str:
        """The number with its word: «12 маршрутов»."""
        return count_text(number, *self.words)

    def word(self, number: int) -> str:
        """The word that goes with the number."""
        return plural(number, *self.words)

    def url(self, place: Place, start: date, end: date) -> str | None:
        """The list of what is counted; None where no list can show exactly these rows."""
        name, value = place.filter
        if not self.page or (name and name not in self.narrows) or (self.now and end < timezone.localdate()):
            return None
        bounds = self.query.format(start=format_date(start), end=format_date(end))
        query = "&".join(part for part in (bounds, f"{name}={value}" if name else "") if part)
        return reverse(self.page) + (f"?{query}" if query else "")


def url_for(counter: Counter, actor: Actor, place: Place, start: date, end: date) -> str | None:
    """The list of what is counted, for a reader who may open it; None for everybody else."""
    label = counter.page.replace(":", ".").removesuffix("_list")
    if not label or not resources.get(label).opens(actor):
        return None
    return counter.url(place, start, end)


_counters: dict[str, Counter] = {}


def add(*counters: Counter) -> None:
    """Declare counters; called in ``counters`` modules. Raises ``ValueError`` for a code or a title declared twice."""
    for counter in counters:
        same = _counters.get(counter.code)
        titles = {known.title: known.code for known in _counters.values()}
        if (same and same.rows is not counter.rows) or titles.get(counter.title, counter.code) != counter.code:
            raise ValueError(f"counter «{counter.code}» is declared twice")
        _counters[counter.code] = counter


def every() -> list[Counter]:
    """All counters by group and title; the applications' ``counters`` modules are read at the first call."""
    autodiscover_modules("counters")
    return sorted(_counters.values(), key=lambda counter: (counter.group, counter.title))


def get(code: str) -> Counter:
    """The counter of this code. Raises ``KeyError``."""
    if code not in _counters:
        every()
    return _counters[code]


def find(text: str) -> Counter | None:
    """The counter that a person means by its code or its title, without case; None where there is none."""
    wanted = " ".join(text.split()).casefold()
    return next((c for c in every() if wanted in (c.code.casefold(), c.title.casefold())), None)


def choices() -> list[tuple[str, str]]:
    """Codes and titles, for the fields of forms."""
    return [(counter.code, f"{counter.group}: {counter.title}") for counter in every()]
