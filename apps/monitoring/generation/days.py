"""Days as numbers: the generator makes millions of dates, and an integer is the cheapest of them."""

from datetime import date
from functools import cache
from random import Random

Day = int
YEAR = 365


def day(year: int, month: int = 1, number: int = 1) -> Day:
    """The number of a calendar day."""
    return date(year, month, number).toordinal()


@cache
def iso(value: Day) -> str:
    """A day as PostgreSQL reads it."""
    return date.fromordinal(value).isoformat()


def maybe(value: Day | None) -> str | None:
    """The same for a day that may be missing."""
    return None if value is None else iso(value)


@cache
def year_of(value: Day) -> int:
    """The calendar year of a day."""
    return date.fromordinal(value).year


def within(rng: Random, first: Day, last: Day) -> Day:
    """A day drawn from first to last, both included; the first one where they are out of order."""
    return first + int(rng.random() * (last - first + 1)) if last > first else first


def school_start(rng: Random, year: int) -> Day:
    """The day a job in education begins: about the first of September."""
    return day(year, 9, 1) if rng.random() < 0.6 else within(rng, day(year, 8, 15), day(year, 10, 15))
