"""The calendar of a drawn world: a small pool of days, all of them boundaries of some rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from hypothesis import strategies as st

from tests.indicators.naive.dates import ONE_DAY, add_years

T = TypeVar("T")

# Years, half-years, and periods that end on or around 29 February.
PERIODS = (
    (date(2024, 1, 1), date(2024, 12, 31)),
    (date(2024, 1, 1), date(2024, 6, 30)),
    (date(2023, 1, 1), date(2023, 12, 31)),
    (date(2022, 3, 1), date(2023, 2, 27)),
    (date(2022, 3, 1), date(2023, 2, 28)),
    (date(2022, 3, 1), date(2023, 2, 28)),
    (date(2023, 3, 1), date(2024, 2, 29)),
)
SINCE_2023 = date(2023, 1, 1)


@dataclass(frozen=True)
class Calendar:
    """A period and the days worth drawing around it: few, so that facts meet on the same day."""

    start: date
    day: date

    def pool(self) -> list[date]:
        """Boundary days in order."""
        middle = self.start + (self.day - self.start) // 2
        return sorted(
            {
                add_years(self.start, -3),
                SINCE_2023 - ONE_DAY,
                SINCE_2023,
                self.start - ONE_DAY,
                self.start,
                self.start + ONE_DAY,
                middle,
                middle + ONE_DAY,
                self.day - ONE_DAY,
                self.day,
                self.day + ONE_DAY,
                self.day + timedelta(days=40),
            }
        )

    def days(self, since: date | None = None, until: date | None = None) -> st.SearchStrategy[date]:
        """A day of the pool within the bounds; a bound that leaves none is itself the day."""
        found = [day for day in self.pool() if (since or day) <= day <= (until or day)]
        return st.sampled_from(found or [since or until or self.day])

    def busy_days(self) -> st.SearchStrategy[date]:
        """Mostly days of the period, so that most facts have a chance to count."""
        inside = [day for day in self.pool() if self.start <= day <= self.day]
        return st.sampled_from(inside * 2 + self.pool())

    def ends(self, since: date | None = None) -> st.SearchStrategy[date]:
        """A day that ends something: around D as often as at all the others together."""
        edges = [self.day - ONE_DAY, self.day, self.day + ONE_DAY]
        found = [day for day in edges * 4 + self.pool() if since is None or since <= day]
        return st.sampled_from(found or [since or self.day])

    def maybe(self, since: date | None = None) -> st.SearchStrategy[date | None]:
        """No end as often as an end."""
        return st.none() | self.ends(since)

    def rarely(self, since: date | None = None) -> st.SearchStrategy[date | None]:
        """An end one time in three."""
        return st.one_of(st.none(), st.none(), self.ends(since))


def some(values: Sequence[T], least: int = 0, most: int | None = None) -> st.SearchStrategy[list[T]]:
    """A few different values."""
    return st.lists(st.sampled_from(values), min_size=least, max_size=most or len(values), unique=True)


def count(least: int, most: int) -> st.SearchStrategy[int]:
    """A number, each as likely as another (`integers` leans to the small ones)."""
    return st.sampled_from(range(least, most + 1))
