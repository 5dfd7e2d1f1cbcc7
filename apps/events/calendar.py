"""The calendar of a month: weeks from Monday to Sunday, every event on each of its days."""

import re
from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from apps.events.models import Event

MONTHS = (
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)
WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
FORM = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
SHOWN = 4


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year."""

    year: int
    month: int

    @property
    def code(self) -> str:
        """As it stands in the address: «2026-11»."""
        return f"{self.year}-{self.month:02}"

    @property
    def title(self) -> str:
        """«Ноябрь 2026»."""
        return f"{MONTHS[self.month - 1].capitalize()} {self.year}"

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> "Month":
        """The month after it."""
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def previous(self) -> "Month":
        """The month before it."""
        before = self.first - timedelta(days=1)
        return Month(before.year, before.month)

    @property
    def weeks(self) -> list[list[date]]:
        """The weeks that have a day of the month, whole."""
        return Calendar().monthdatescalendar(self.year, self.month)


def month_of(text: str, today: date) -> Month:
    """The month of an address; today's where it names none."""
    found = FORM.fullmatch(text)
    return Month(int(found[1]), int(found[2])) if found else Month(today.year, today.month)


@dataclass(frozen=True, slots=True)
class Entry:
    """An event on one of its days."""

    event: Event
    begins: bool
    ends: bool

    @property
    def words(self) -> str:
        """What stands before the title: the time on the first day, a dash on the following ones."""
        if not self.begins:
            return "…"
        return f"{self.event.begins:%H:%M}" if self.event.begins else ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the calendar with what happens on it."""

    day: date
    inside: bool
    today: bool
    entries: tuple[Entry, ...]

    @property
    def shown(self) -> tuple[Entry, ...]:
        """The first events of the day."""
        return self.entries[:SHOWN] if self.more else self.entries

    @property
    def more(self) -> int:
        """How many are left for the day's own list."""
        return len(self.entries) - SHOWN if len(self.entries) > SHOWN + 1 else 0

    @property
    def weekday(self) -> str:
        """The name of the day."""
        return WEEKDAYS[self.day.weekday()]


def cells(days: Iterable[date], events: Iterable[Event], month: Month, today: date) -> list[Cell]:
    """The days with their events in the order of time, then of titles."""
    ordered = sorted(
        events, key=lambda e: (e.start < month.first, e.begins is not None, str(e.begins), e.sort_key, e.pk)
    )
    return [
        Cell(
            day,
            month.first <= day <= month.last,
            day == today,
            tuple(Entry(e, day == e.start, day == e.last_day) for e in ordered if e.start <= day <= e.last_day),
        )
        for day in days
    ]


def grid(month: Month, events: Iterable[Event], today: date) -> list[list[Cell]]:
    """The weeks of the month."""
    known = list(events)
    return [cells(week, known, month, today) for week in month.weeks]


def by_days(first: date, last: date, events: Iterable[Event], month: Month, today: date) -> list[Cell]:
    """The days from–to on which something happens."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [cell for cell in cells(days, events, month, today) if cell.entries]
