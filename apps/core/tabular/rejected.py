"""The file of rejected rows: the user's own cells, what to mend beside them, ready to be imported again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook

from apps.core.tabular import cells as raw
from apps.core.tabular.books import MEND_FILL, WRAPPED, book_cell, heading_cell, wrapped_height
from apps.core.tabular.headings import REASON_HEADING, heading_key
from apps.core.tabular.limits import column_letters

_REASON_WIDTH = 60
_COLUMN_WIDTH = 20


@dataclass(frozen=True)
class RejectedRow:
    """A row that was not imported: its number in the user's file, its raw cells, what is wrong with it."""

    number: int
    cells: Sequence[raw.Cell]
    errors: Sequence[raw.CellError]

    @property
    def reason(self) -> str:
        """All that has to be mended, one sentence a line, with the number of the row in the user's file."""
        return "\n".join((f"Строка {self.number} исходного файла.", *(error.message for error in self.errors)))


def write_rejected(rows: Iterable[RejectedRow], headings: Sequence[str], file: Path | BinaryIO) -> int:
    """Write rejected rows under the headings of the user's file and return how many there were.

    The reasons stand in the first column, the cells they speak of are highlighted. The column of reasons of
    an earlier round is replaced. The import reads the file as it is.
    """
    kept = [place for place, heading in enumerate(headings) if heading_key(heading) != heading_key(REASON_HEADING)]
    keys = {heading_key(headings[place]): place for place in kept}
    book = Workbook(write_only=True)
    sheet = _new_sheet(book, [headings[place] for place in kept])
    count = 0
    for row in rows:
        wrong = {keys.get(heading_key(error.column)) for error in row.errors if error.column}
        wrong.update(range(len(headings), len(row.cells)))
        places = [*kept, *range(len(headings), len(row.cells))]
        sheet.row_dimensions[count + 2].height = wrapped_height(row.reason, _REASON_WIDTH)
        sheet.append([_reason_cell(sheet, row), *(_cell(sheet, row, place, place in wrong) for place in places)])
        count += 1
    book.save(file)
    return count


def _new_sheet(book: Workbook, headings: Sequence[str]) -> Any:
    sheet: Any = book.create_sheet("Отклонённые строки")
    sheet.freeze_panes = "B2"
    sheet.column_dimensions["A"].width = _REASON_WIDTH
    for place in range(1, len(headings) + 1):
        sheet.column_dimensions[column_letters(place)].width = _COLUMN_WIDTH
    sheet.append(
        [heading_cell(sheet, REASON_HEADING, MEND_FILL), *(heading_cell(sheet, heading) for heading in headings)]
    )
    return sheet


def _reason_cell(sheet: Any, row: RejectedRow) -> Any:
    cell = book_cell(sheet, row.reason)
    cell.fill, cell.alignment = MEND_FILL, WRAPPED
    return cell


def _cell(sheet: Any, row: RejectedRow, place: int, wrong: bool) -> Any:
    value = row.cells[place] if place < len(row.cells) else None
    cell = book_cell(sheet, value, "@" if isinstance(value, str) and value else "")
    if wrong:
        cell.fill = MEND_FILL
    return cell
