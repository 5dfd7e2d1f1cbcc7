"""Dates of the rules: windows, anniversaries, overlaps. Every bound is inclusive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def add_years(day: date, years: int) -> date:
    """The anniversary of a day; 29 February counts as 28 February in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


@dataclass(frozen=True)
class Span:
    """The days from `start` to `end`, both in; `None` is an open side."""

    start: date | None
    end: date | None

    def __contains__(self, day: date | None) -> bool:
        """A date that is not known is in no span."""
        if day is None:
            return False
        return (self.start or date.min) <= day <= (self.end or date.max)

    def overlaps(self, other: Span) -> bool:
        """Do the two spans share a day? An empty one (its end before its start) shares none."""
        first = max(self.start or date.min, other.start or date.min)
        last = min(self.end or date.max, other.end or date.max)
        return first <= last


@dataclass(frozen=True)
class Window:
    """Where a numerator looks: the period, since a date, or the last N years up to D."""

    since: date | None = None
    years: int | None = None

    def on(self, period_from: date, day: date) -> Span:
        """The window of a report on `day`.

        "The last N years up to D" begin the day after the N-th anniversary back, so that
        one year up to 31 December is the calendar year.
        """
        if self.since is not None:
            return Span(self.since, day)
        if self.years is not None:
            return Span(add_years(day, -self.years) + ONE_DAY, day)
        return Span(period_from, day)


PERIOD = Window()


def is_young(birth_date: date | None, career_start: date | None, day: date) -> bool:
    """Under 35 and before the third anniversary of the career's start; unknown dates: no (DOMAIN 3)."""
    if birth_date is None or career_start is None:
        return False
    return day < add_years(birth_date, 35) and day < add_years(career_start, 3)
