"""From raw cells to staged rows: every cell is read by its column's type, bad rows leave with their reasons.

Rows are read column by column, some hundreds at a time: most cells of a column are of one type and many repeat. What a
cell means is remembered as the text that COPY takes, so a repeated cell costs one look. A batch with anything wrong in
it is read once more, row by row, to say what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice, repeat
from typing import Any

from apps.core.imports.copying import ABSENT, array_text, copy_text
from apps.core.imports.kinds import Field, ImportKind
from apps.core.imports.stage import RowError
from apps.core.tabular.cells import CLEAR, KEEP, Cell, CellError
from apps.core.tabular.headings import Layout
from apps.core.tabular.reader import Table

BATCH = 500
CACHED = 20_000
PLAIN = (str, date)
Numbered = tuple[int, list[Cell]]


class ColumnReader:
    """One column of the file: its place, how its cells are read, what it has read before."""

    def __init__(self, field: Field, place: int | None) -> None:
        self.name, self.place = field.name, place
        self.read = field.column.read
        # Only texts and days are remembered: 1, 1.0 and True would be one key.
        self.seen: dict[Cell, str] = {"": ABSENT, None: ABSENT}
        self.clears = False

    def many(self, cells: Sequence[Cell]) -> list[Any]:
        """The values of a batch; ``clears`` says whether one of them is a «-». Raises ``CellError``."""
        self.clears = False
        seen, one = self.seen.get, self.one
        return [seen(cell) or one(cell) for cell in cells]

    def one(self, cell: Cell) -> Any:
        """One value as COPY takes it, or CLEAR for a «-»."""
        value = self.read(cell)
        if value is CLEAR:
            self.clears = True
            return CLEAR
        text = ABSENT if value is KEEP else copy_text(value)
        if cell.__class__ in PLAIN and len(self.seen) < CACHED:
            self.seen[cell] = text
        return text


class RowReader:
    """Reads the rows of one table; the errors of unreadable ones gather in ``errors``."""

    def __init__(self, kind: ImportKind, layout: Layout) -> None:
        self.kind = kind
        self.layout = layout
        self.errors: list[RowError] = []
        self.count = 0
        self.columns = [ColumnReader(field, layout.positions.get(field.column.title)) for field in kind.fields]

    def staged(self, table: Table, progress: Callable[[int], None]) -> Iterator[str]:
        """The readable rows, ready for COPY: the values, the row's number, the names of cleared cells."""
        rows = table.rows()
        while batch := list(islice(rows, BATCH)):
            self.count += len(batch)
            progress(self.count)
            yield "".join(f"{line}\n" for line in map("\t".join, self.batch(batch)))

    def batch(self, batch: Sequence[Numbered]) -> Iterator[Sequence[str]]:
        """The readable rows of a batch."""
        numbers = [str(number) for number, _ in batch]
        width = self.layout.width
        if all(len(cells) == width for _, cells in batch):
            cells = list(zip(*(cells for _, cells in batch), strict=True))
            try:
                values = [repeat(ABSENT) if c.place is None else c.many(cells[c.place]) for c in self.columns]
            except CellError:
                pass  # told row by row below
            else:
                yield from (
                    zip(*values, numbers, repeat(array_text([])))
                    if not self.clears()
                    else self.cleared(values, numbers)
                )
                return
        for number, row in batch:
            if (read := self.row(number, row)) is not None:
                yield read

    def clears(self) -> bool:
        """Whether the batch just read has a «-» in it."""
        return any(column.clears for column in self.columns if column.place is not None)

    def cleared(self, values: Sequence[Any], numbers: Sequence[str]) -> Iterator[Sequence[str]]:
        """The rows of a batch in which some cells are cleared."""
        names = [column.name for column in self.columns]
        for number, *row in zip(numbers, *values, strict=False):
            gone = [name for name, value in zip(names, row, strict=True) if value is CLEAR]
            yield [*(ABSENT if value is CLEAR else value for value in row), number, array_text(gone)]

    def row(self, number: int, cells: Sequence[Cell]) -> Sequence[str] | None:
        """One row by itself; None where a cell cannot be read."""
        if len(cells) > self.layout.width and (extra := self.layout.extra_cells(cells)):
            self.errors.append(RowError(number, "", extra.code, extra.message))
            return None
        values: list[Any] = []
        bad = False
        for column in self.columns:
            try:
                values.append(ABSENT if column.place is None else column.one(cells[column.place]))
            except CellError as error:
                self.errors.append(RowError(number, error.column, error.code, error.message))
                bad = True
        return None if bad else next(iter(self.cleared([[value] for value in values], [str(number)])))
