"""Matching the headings of a file with the declared columns (FORMATS: any order, no case, no outer spaces)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from apps.core.tabular.cells import Blank, Cell, CellError, is_empty, quote
from apps.core.tabular.columns import Column
from apps.core.tabular.limits import column_letters
from apps.core.text import plural, sort_key

REASON_HEADING = "Что исправить"
"""The column that a file of rejected rows carries first; on re-import it is left out silently."""


class UnusableFile(Exception):
    """No row of the file can be read. ``message`` is one Russian sentence."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def heading_key(heading: str) -> str:
    """Return what headings are compared by; a trailing ``*`` (the mark of a required column) means nothing."""
    return sort_key(heading.replace("\ufeff", "").rstrip("* \u00a0"))


@dataclass(frozen=True)
class Layout:
    """Where the declared columns stand in one file."""

    positions: dict[str, int]
    warnings: list[str]
    width: int

    def __contains__(self, title: str) -> bool:
        return title in self.positions

    def cell(self, cells: Sequence[Cell], column: Column) -> Cell:
        """Return the raw cell of a column in a row; empty where the file has no such column."""
        place = self.positions.get(column.title)
        return None if place is None else cells[place]

    def read(self, cells: Sequence[Cell], column: Column) -> Any | Blank:
        """Read the cell of a column in a row: a value, KEEP or CLEAR; raises CellError."""
        return column.read(self.cell(cells, column))

    def extra_cells(self, cells: Sequence[Cell]) -> CellError | None:
        """Return the error of a row that is longer than the headings (a delimiter inside an unquoted text)."""
        extra = next((cell for cell in cells[self.width :] if not is_empty(cell)), None)
        if extra is None:
            return None
        return CellError(
            "extra_cells",
            f"В строке ячеек больше, чем заголовков ({self.width}): лишняя — {quote(extra)}; "
            "ожидается, что текст с разделителем внутри взят в кавычки.",
        )


def match_headings(headings: Sequence[str], columns: Sequence[Column]) -> Layout:
    """Find the declared columns among the headings of row 1.

    An unknown heading is a warning. Raises UnusableFile where a required heading is missing or one stands twice.
    """
    known = {heading_key(column.title): column for column in columns}
    positions: dict[str, int] = {}
    warnings: list[str] = []
    for place, heading in enumerate(headings):
        key = heading_key(heading)
        column = known.get(key)
        if column is None:
            warnings.extend(_unknown(place, heading, key))
        elif column.title in positions:
            raise UnusableFile(_twice(column.title, positions[column.title], place))
        else:
            positions[column.title] = place
    _require(columns, positions)
    return Layout(positions=positions, warnings=warnings, width=len(headings))


def _unknown(place: int, heading: str, key: str) -> list[str]:
    if not key or key == heading_key(REASON_HEADING):
        return []
    return [f"Столбец {quote(heading)} (ячейка {column_letters(place)}1) неизвестен и не читается."]


def _twice(title: str, first: int, second: int) -> str:
    return (
        f"Заголовок «{title}» стоит дважды — в ячейках {column_letters(first)}1 и {column_letters(second)}1; "
        "ожидается один такой столбец."
    )


def _require(columns: Sequence[Column], positions: dict[str, int]) -> None:
    missing = [column.title for column in columns if column.required and column.title not in positions]
    if not missing:
        return
    words = plural(len(missing), "обязательного столбца", "обязательных столбцов", "обязательных столбцов")
    names = ", ".join(f"«{title}»" for title in missing)
    raise UnusableFile(f"В первой строке нет {words} {names}; ожидаются заголовки, как в шаблоне.")
