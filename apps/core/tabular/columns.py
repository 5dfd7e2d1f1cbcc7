"""The declaration of one column, shared by imports, templates and exports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from apps.core.tabular.cells import Blank, Cell, CellError
from apps.core.tabular.values import TEXT, ChoiceType, LogicalType, ValueType


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading exactly as users see it, and what its cells mean.

    ``required`` is about the heading: without the column a file is unusable. ``help`` explains the column
    in the template. ``suggestions`` are offered as a drop-down where the type itself has no closed list
    (names from the database). ``width`` is in characters.
    """

    title: str
    value: ValueType[Any] = TEXT
    required: bool = False
    help: str = ""
    suggestions: tuple[str, ...] = ()
    width: int = 18

    def read(self, cell: Cell) -> Any | Blank:
        """Read a raw cell: a value, KEEP or CLEAR; raises CellError."""
        return self.value.read(cell, self.title)

    @property
    def options(self) -> tuple[str, ...]:
        """What a drop-down of this column offers; empty where anything may be typed."""
        if isinstance(self.value, ChoiceType):
            return self.value.labels
        return ("да", "нет") if isinstance(self.value, LogicalType) else self.suggestions

    def missing(self) -> CellError:
        """Return the error of a cell that has to be filled and is not."""
        return CellError("required", f"{self.title}: ячейка пуста; ожидается {self.value.expected}.", self.title)
