"""What may stand in a cell of a table, and how it is written for a reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from apps.core.printable import printable_fields
from apps.core.text import DASH, NBSP, format_date, format_number, percent, ratio_text

NOT_APPLICABLE = "не применимо"


class ColumnKind(StrEnum):
    """What a column holds; all kinds but TEXT and DATE stand at the right edge."""

    TEXT = "text"
    INT = "int"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DATE = "date"
    RATIO = "ratio"

    @property
    def numeric(self) -> bool:
        """Say whether the cells are compared as numbers down the column."""
        return self in (ColumnKind.INT, ColumnKind.DECIMAL, ColumnKind.PERCENT, ColumnKind.RATIO)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share with what it is made of: 124 of 300. Raises ValueError below zero."""

    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        if self.numerator < 0 or self.denominator < 0:
            raise ValueError(f"a share of {self.numerator} of {self.denominator} cannot be")

    @property
    def percent(self) -> Decimal | None:
        """Return the share in percent with one decimal, half-up; None for a zero denominator."""
        return percent(self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class Missing:
    """The place of a value that is not there, with the reason in words.

    No data («—») and «не применимо» are two things, and zero is a third (UI.md, "A figure").
    """

    reason: str = ""
    applicable: bool = True

    def __post_init__(self) -> None:
        printable_fields(self, "reason")

    @property
    def mark(self) -> str:
        """Return what stands in the place of the value."""
        return DASH if self.applicable else NOT_APPLICABLE


Cell = str | int | Decimal | date | Ratio | Missing | None

_TYPES: dict[ColumnKind, tuple[type, ...]] = {
    ColumnKind.TEXT: (str,),
    ColumnKind.INT: (int,),
    ColumnKind.DECIMAL: (int, Decimal),
    ColumnKind.PERCENT: (int, Decimal),
    ColumnKind.DATE: (date,),
    ColumnKind.RATIO: (Ratio,),
}


def accepts(kind: ColumnKind, cell: Cell) -> bool:
    """Say whether a cell may stand in a column of this kind; a missing value may stand in any."""
    if cell is None or isinstance(cell, Missing):
        return True
    return isinstance(cell, _TYPES[kind]) and not isinstance(cell, bool)


def cell_text(kind: ColumnKind, cell: Cell, places: int = 1) -> str:
    """Write a cell as people read it; ``places`` are the decimals of a DECIMAL column.

    A percent has one decimal and its sign, a ratio shows its numerator and denominator.
    """
    if cell is None:
        return DASH
    if isinstance(cell, Missing):
        return cell.mark
    if isinstance(cell, Ratio):
        return ratio_text(cell.numerator, cell.denominator)
    if isinstance(cell, date):
        return format_date(cell)
    if isinstance(cell, str):
        return cell
    return _number_text(kind, cell, places)


def _number_text(kind: ColumnKind, value: int | Decimal, places: int) -> str:
    if kind is ColumnKind.PERCENT:
        return f"{format_number(value, 1)}{NBSP}%"
    return format_number(value, places if kind is ColumnKind.DECIMAL else None)
