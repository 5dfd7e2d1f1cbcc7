"""Cells of styled workbooks (openpyxl): text that stays text, colours of headings and of cells to mend."""

from __future__ import annotations

from datetime import date
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from apps.core.tabular.formulas import is_dangerous

HEADING_FILL = PatternFill("solid", fgColor="E7EDF5")
REQUIRED_FILL = PatternFill("solid", fgColor="CFE0F5")
MEND_FILL = PatternFill("solid", fgColor="FDE7C7")
HEADING_FONT = Font(name="Calibri", size=11, bold=True)
HEADING_BORDER = Border(bottom=Side(style="thin", color="8A9BB0"))
WRAPPED = Alignment(wrap_text=True, vertical="top")
_CELL_LENGTH = 32_767
_LINE_HEIGHT = 15.0  # points; a program other than Excel does not fit rows by itself
_TALLEST = 409.0


def book_cell(sheet: Any, value: Any, number_format: str = "") -> Cell:
    """Return a cell for a write-only sheet. A text is never a formula, whatever it begins with.

    Characters that .xlsx cannot hold are left out, a text over 32,767 characters is cut.
    """
    cell = WriteOnlyCell(sheet)
    if isinstance(value, str):
        put_text(cell, value)
    elif value is not None:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "dd.mm.yyyy"
    if number_format:
        cell.number_format = number_format
    return cell


def put_text(cell: Cell, text: str) -> None:
    """Put a text into a cell as a string, with the quote prefix where Excel would see a formula."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:_CELL_LENGTH]
    cell.data_type = "s"
    if is_dangerous(text):
        cell.quotePrefix = True


def wrapped_height(text: str, width: int) -> float:
    """Return the height of a row, in points, for a text wrapped in a column of so many characters."""
    lines = sum(-(-len(line) // width) or 1 for line in text.split("\n"))
    return min(lines * _LINE_HEIGHT, _TALLEST)


def heading_cell(sheet: Any, title: str, fill: PatternFill = HEADING_FILL) -> Cell:
    """Return a cell of the heading row."""
    cell = book_cell(sheet, title)
    cell.font, cell.fill, cell.border, cell.alignment = HEADING_FONT, fill, HEADING_BORDER, WRAPPED
    return cell
