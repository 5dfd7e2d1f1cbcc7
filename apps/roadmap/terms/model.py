"""A typed term: what it names, how often it comes back, and its bounds inside a year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from apps.core.text import NBSP
from apps.roadmap.enums import Repeat, TermKind
from apps.roadmap.terms.calendar import MonthDay, last_day

PARTS = {Repeat.YEARLY: 1, Repeat.HALF_YEARLY: 2, Repeat.QUARTERLY: 4, Repeat.MONTHLY: 12}
ROMAN = ("I", "II", "III", "IV")
MONTHS = (
    *("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь"),
    "декабрь",
)
OPEN = frozenset({TermKind.REQUEST, TermKind.WORDS})


@dataclass(frozen=True, slots=True)
class Span:
    """One time a measure is due: its year, its number within the year, first and last day (none: no term)."""

    year: int
    number: int = 0
    start: date | None = None
    due: date | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a measure.

    ``start`` and ``due`` are (month, day) inside a year, both inclusive. ``first_year`` and ``last_year`` are the years
    the words name; a term that comes back without them lasts as long as its roadmap.
    """

    kind: TermKind
    repeat: Repeat = Repeat.ONCE
    start: MonthDay = (1, 1)
    due: MonthDay = (12, 31)
    first_year: int | None = None
    last_year: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether no calendar says when it is due."""
        return self.kind in OPEN

    def spans(self, first: int, last: int) -> list[Span]:
        """Every time the measure is due within a roadmap of these years."""
        if self.repeat == Repeat.ONCE:
            return [self._once(first)]
        begin = self.first_year or first
        end = max(self.last_year or last, begin)
        return [span for year in range(begin, end + 1) for span in self._within(year)]

    def _once(self, first: int) -> Span:
        begin = self.first_year or first
        end = self.last_year or begin
        if self.is_open:
            return Span(end)
        return Span(end, 0, day(begin, self.start), day(end, self.due))

    def _within(self, year: int) -> Iterator[Span]:
        if self.is_open:
            yield Span(year, 0, date(year, 1, 1), None, f"{year}{NBSP}год")
            return
        count = PARTS[self.repeat]
        if count == 1:
            yield Span(year, 0, day(year, self.start), day(year, self.due), f"{year}{NBSP}год")
            return
        length = 12 // count
        for number in range(1, count + 1):
            first, end = (number - 1) * length + 1, number * length
            label = part_label(self.repeat, number, year)
            yield Span(year, number, date(year, first, 1), date(year, end, last_day(end, year)), label)


def part_label(repeat: Repeat, number: int, year: int) -> str:
    """«II квартал 2025 года», «I полугодие 2025 года», «март 2025 года»."""
    if repeat == Repeat.MONTHLY:
        return f"{MONTHS[number - 1]} {year}{NBSP}года"
    part = "полугодие" if repeat == Repeat.HALF_YEARLY else "квартал"
    return f"{ROMAN[number - 1]}{NBSP}{part} {year}{NBSP}года"


def day(year: int, place: MonthDay) -> date:
    """A day of a year; 29 February of a common year is the 28th."""
    month, number = place
    return date(year, month, min(number, last_day(month, year)))
