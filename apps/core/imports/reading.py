"""From raw cells to staged rows: every cell is read by its column's type, bad rows leave with their reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from apps.core.imports.kinds import ImportKind
from apps.core.imports.stage import RowError
from apps.core.tabular.cells import CLEAR, KEEP, Cell, CellError
from apps.core.tabular.headings import Layout
from apps.core.tabular.reader import Table

CACHED = 20_000
Read = Callable[[Cell], Any]


def cached(read: Read) -> Read:
    """A column's reader that remembers cells it has read: codes, dates and words repeat over a file.

    The key holds the type too, since 1, 1.0 and True are equal for a dictionary.
    """
    seen: dict[tuple[type, Cell], Any] = {}

    def reader(cell: Cell) -> Any:
        key = (cell.__class__, cell)
        if key in seen:
            return seen[key]
        value = read(cell)
        if len(seen) < CACHED:
            seen[key] = value
        return value

    return reader


class RowReader:
    """Reads the rows of one table; the errors of unreadable ones gather in ``errors``."""

    def __init__(self, kind: ImportKind, layout: Layout) -> None:
        self.layout = layout
        self.errors: list[RowError] = []
        self.count = 0
        self.columns = [
            (field.name, layout.positions.get(field.column.title), cached(field.column.read), field.is_list)
            for field in kind.fields
        ]

    def staged(self, table: Table, progress: Callable[[int], None]) -> Iterator[Sequence[Any]]:
        """The readable rows, ready for COPY."""
        for number, cells in table.rows():
            self.count += 1
            if self.count % 2000 == 0:
                progress(self.count)
            row = self.read(number, cells)
            if row is not None:
                yield row

    def read(self, number: int, cells: Sequence[Cell]) -> Sequence[Any] | None:
        """One row's values, its number and the names of cleared cells; None where a cell cannot be read."""
        if len(cells) > self.layout.width and (extra := self.layout.extra_cells(cells)):
            self.errors.append(RowError(number, "", extra.code, extra.message))
            return None
        values: list[Any] = []
        cleared: list[str] = []
        bad = False
        for name, place, read, is_list in self.columns:
            try:
                value = KEEP if place is None else read(cells[place])
            except CellError as error:
                self.errors.append(RowError(number, error.column, error.code, error.message))
                bad = True
                continue
            if value is KEEP:
                values.append(None)
            elif value is CLEAR:
                values.append(None)
                cleared.append(name)
            else:
                values.append(list(value) if is_list else value)
        return None if bad else [*values, number, cleared]
