"""The period of the frame: a year or a half-year, in the address as ``?period=2025`` or ``?period=2025-1``."""

import re
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils import timezone

PARAMETER = "period"
FORM = re.compile(r"(20\d\d)(?:-([12]))?")
YEARS_SHOWN = 5
NAMES = {0: "{0} год", 1: "I\u00a0полугодие {0}", 2: "II\u00a0полугодие {0}"}


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar year, or its first (1) or second (2) half."""

    year: int
    half: int = 0

    @property
    def code(self) -> str:
        """As it stands in the address."""
        return f"{self.year}-{self.half}" if self.half else str(self.year)

    @property
    def title(self) -> str:
        """As people call it."""
        return NAMES[self.half].format(self.year)

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, 7 if self.half == 2 else 1, 1)

    @property
    def end(self) -> date:
        """The last day: the reporting date."""
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)


def parse(text: str) -> Period | None:
    """The period of an address; None for anything else."""
    found = FORM.fullmatch(text)
    return Period(int(found[1]), int(found[2] or 0)) if found else None


def current(request: HttpRequest) -> Period:
    """The period of a request; the current year where the address names none."""
    return parse(request.GET.get(PARAMETER, "")) or Period(timezone.localdate().year)


def choices(selected: Period) -> list[Period]:
    """What the switch offers: the last years with their halves, and what is chosen now."""
    last = timezone.localdate().year
    years = sorted({*range(last - YEARS_SHOWN + 1, last + 1), selected.year}, reverse=True)
    return [Period(year, half) for year in years for half in (0, 1, 2)]
