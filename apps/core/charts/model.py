"""What a chart shows, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from apps.core.printable import printable_fields
from apps.core.text import DASH, NBSP, format_number

Value = int | Decimal | None

MAX_SERIES = 6


class ChartKind(StrEnum):
    """How the values are drawn."""

    BAR = "bar"
    HBAR = "hbar"
    LINE = "line"
    GROUPED = "grouped"


@dataclass(frozen=True, slots=True)
class Series:
    """One named row of values, one for every category; None is «нет данных», not zero."""

    name: str
    values: tuple[Value, ...]

    def __post_init__(self) -> None:
        printable_fields(self, "name")


@dataclass(frozen=True, slots=True)
class ChartData:
    """The values of a chart with its title, the unit of all its values and the target, if there is one.

    Raises ValueError when there is nothing to draw, when a series does not fit the categories, or when
    there are more series than can be told apart without colour.
    """

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    title: str = ""
    unit: str = ""
    target: Decimal | None = None

    def __post_init__(self) -> None:
        printable_fields(self, "categories", "title", "unit")
        if not self.categories or not self.series:
            raise ValueError("a chart needs at least one category and one series")
        if len(self.series) > MAX_SERIES:
            raise ValueError(f"at most {MAX_SERIES} series can be told apart, got {len(self.series)}")
        for series in self.series:
            _check_series(series, len(self.categories))

    @property
    def shown_in_full(self) -> bool:
        """Say whether the picture itself carries every number, so that print needs no table beside it."""
        return self.kind is not ChartKind.LINE or len(self.series) == 1

    def known_values(self) -> list[Decimal]:
        """Return all values that are there, the target among them: what the scale must hold."""
        values = [Decimal(value) for series in self.series for value in series.values if value is not None]
        return values if self.target is None else [*values, self.target]


def _check_series(series: Series, size: int) -> None:
    if len(series.values) != size:
        raise ValueError(f"series {series.name!r} has {len(series.values)} values for {size} categories")
    for value in series.values:
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | Decimal)):
            raise ValueError(f"series {series.name!r}: {value!r} is neither an int nor a Decimal")


def value_text(value: Value, unit: str = "") -> str:
    """Write a value as the chart labels it: «41,3 %»; «—» where there is none."""
    if value is None:
        return DASH
    return f"{format_number(value)}{NBSP}{unit}" if unit else format_number(value)
