"""Windows of the numerators (DOMAIN 4): every bound is inclusive."""

from dataclasses import dataclass
from datetime import date, timedelta

from apps.core.days import add_years

ONE_DAY = timedelta(days=1)


def last_with_anniversary(day: date, years: int) -> date:
    """The latest day whose anniversary has come by ``day``: whoever was born (began) later is younger than that."""
    found = add_years(day, -years)
    return found + ONE_DAY if add_years(found + ONE_DAY, years) <= day else found


@dataclass(frozen=True, slots=True)
class Window:
    """Where a numerator looks: the period, since a date, or the last N years up to the reporting date."""

    since: date | None = None
    years: int | None = None

    @property
    def cumulative(self) -> bool:
        """Whether the value grows from report to report («с нарастающим итогом»)."""
        return self.since is not None

    def start(self, period_from: date, day: date) -> date:
        """The first day of the window of a report on ``day``, which is its last.

        One year up to 31 December is the calendar year: the window begins the day after the anniversary.
        """
        if self.since is not None:
            return self.since
        if self.years is not None:
            return add_years(day, -self.years) + ONE_DAY
        return period_from
