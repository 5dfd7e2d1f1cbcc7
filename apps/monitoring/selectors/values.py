"""The figures of a report: the two integers, and what is shown beside them (DOMAIN 4)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from apps.core.text import percent
from apps.monitoring.enums import Level
from apps.monitoring.models import Report, ReportUnit


@dataclass(frozen=True, slots=True)
class Value:
    """A figure of a unit. ``extra``: met the condition in the window, not in the staff on D.

    ``lost``: how many left the numerator since the report before, where a cumulative value fell because of it.
    """

    numerator: int
    denominator: int
    extra: int = 0
    lost: int = 0

    @property
    def percent(self) -> Decimal | None:
        """100 × numerator / denominator with one decimal, half up; None for a zero denominator."""
        return percent(self.numerator, self.denominator)


NOTHING = Value(0, 0)


def position_of(report: Report, indicator: str) -> int:
    """The place of an indicator in the report's arrays. Raises ``KeyError`` where the report has no such indicator."""
    for number, method in enumerate(report.methods):
        if method["code"] == indicator:
            return number
    raise KeyError(indicator)


def value_of(unit: ReportUnit, number: int) -> Value:
    """The figure of the report's method ``number`` in the unit."""
    return Value(unit.numerators[number], unit.denominators[number], unit.extras[number], unit.lost[number])


ORDER = {Level.REGION: 0, Level.MUNICIPALITY: 1, Level.ORGANIZATION: 2}


def units_of(report: Report) -> list[ReportUnit]:
    """The units of a report: the region, its municipalities, its organizations, each level in alphabetical order."""
    return sorted(report.units.all(), key=lambda unit: (ORDER[Level(unit.level)], unit.sort_key, unit.code))


def values_of(units: Iterable[ReportUnit], number: int) -> Iterator[tuple[ReportUnit, Value]]:
    """Every unit with its figure of the report's method ``number``."""
    return ((unit, value_of(unit, number)) for unit in units)
