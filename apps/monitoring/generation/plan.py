"""What is to be generated."""

from dataclasses import dataclass
from datetime import date
from random import Random

from apps.monitoring.generation.days import YEAR, Day, day
from apps.organizations.models import Municipality, Region

MAX_PERSONS = 1_300_000
DEFAULT_YEARS = 3
PEOPLE_PER_ORGANIZATION = 30


@dataclass(frozen=True)
class Plan:
    """A region (or one municipality of it), how many people, how many years up to the last one.

    ``until`` cuts the last year short: the day up to which it has run.
    """

    region: Region
    municipality: Municipality | None
    persons: int
    seed: int
    organizations: int
    years: int
    last_year: int
    until: Day | None = None

    @property
    def first_day(self) -> Day:
        """The first day of the history."""
        return day(self.last_year - self.years + 1)

    @property
    def last_day(self) -> Day:
        """The last day of the history: nothing is dated after it."""
        return day(self.last_year, 12, 31) if self.until is None else self.until

    @property
    def last_september(self) -> int:
        """The last year whose school year has begun."""
        return self.last_year if day(self.last_year, 9, 1) <= self.last_day else self.last_year - 1

    def part(self, year: int) -> float:
        """How much of a year has run."""
        return min(1.0, (self.last_day - day(year) + 1) / YEAR)

    @property
    def calendar(self) -> range:
        """The years of the history, the oldest first."""
        return range(self.last_year - self.years + 1, self.last_year + 1)

    @property
    def prefix(self) -> str:
        """The beginning of every code the generator gives: the ОКТМО of the unit."""
        return self.municipality.oktmo if self.municipality else self.region.oktmo

    def rng(self, *scope: object) -> Random:
        """A source of chance of its own for a part of the region: the order of work changes nothing."""
        return Random(":".join(map(str, (self.seed, self.prefix, *scope))))


def last_full_year(today: date) -> int:
    """The last calendar year that is over."""
    return today.year - 1


def default_organizations(persons: int) -> int:
    """So many organizations that a school has about thirty workers."""
    return max(12, persons // PEOPLE_PER_ORGANIZATION)
