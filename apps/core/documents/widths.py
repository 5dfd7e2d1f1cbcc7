"""The widths of a table's columns on paper: by weight, but no word is cut where another column can give way."""

from __future__ import annotations

import re
from collections.abc import Iterable

from apps.core.charts.svg import text_width
from apps.core.documents.cells import ColumnKind, Ratio, cell_text
from apps.core.documents.tree import Column, Row, RowStyle, Table

PADDING = 12.0
# The measure of the charts is of a wide sans-serif face; documents are set in a narrower one, heads in bold.
PLAIN, BOLD = 0.84, 0.92
SAMPLE = 300
FIRM = 0.75  # a column of long texts gives away a quarter: narrower it would grow down the page
FIRMER = 0.9  # and a tenth where the others could do with two lines
_BREAKS = re.compile(r"[ \n\-–—]")


def column_widths(table: Table, width: float, size: float) -> list[float]:
    """Divide a width in points among the columns, the letters being ``size`` points high.

    Weights decide; a column narrower than its longest word takes what it lacks from those that have room to spare.
    A share is one word, «41,3 % (124 из 300)», where there is room for it in every column, else two.
    """
    total = sum(column.weight for column in table.columns)
    wanted = [width * column.weight / total for column in table.columns]
    lacks, spares = _balance(wanted, _least(table, size, whole=True), FIRMER)
    if sum(lacks) > sum(spares):
        lacks, spares = _balance(wanted, _least(table, size, whole=False), FIRM)
    moved = min(sum(lacks), sum(spares))
    return [
        have + lack * moved / (sum(lacks) or 1) - spare * moved / (sum(spares) or 1)
        for have, lack, spare in zip(wanted, lacks, spares, strict=True)
    ]


def _least(table: Table, size: float, *, whole: bool) -> list[float]:
    """What every column needs for its longest word."""
    return [_longest(table, place, column, whole) * size + PADDING for place, column in enumerate(table.columns)]


def _balance(wanted: list[float], least: list[float], firm: float) -> tuple[list[float], list[float]]:
    """What every column lacks, and what it has to spare."""
    lacks = [max(low - have, 0.0) for low, have in zip(least, wanted, strict=True)]
    return lacks, [max(have - max(low, have * firm), 0.0) for low, have in zip(least, wanted, strict=True)]


def broken_ratios(table: Table, widths: list[float], size: float) -> list[bool]:
    """Say of every column whether its shares are written in two lines, «41,3 %» over «(124 из 300)».

    One that is too wide for its column breaks them all: beside it a short one in a single line would look like another.
    A sum alone is let to break by itself.
    """
    return [
        column.kind is ColumnKind.RATIO
        and any(_whole_width(row, place) * size + PADDING > width for row in _measured(table))
        for place, (column, width) in enumerate(zip(table.columns, widths, strict=True))
    ]


def _whole_width(row: Row, place: int) -> float:
    cell = row.cells[place]
    told = row.style is RowStyle.PLAIN and isinstance(cell, Ratio)
    return text_width(cell_text(ColumnKind.RATIO, cell), 1.0) * PLAIN if told else 0.0


def _measured(table: Table) -> list[Row]:
    return [row for row in table.rows[-SAMPLE:] if row.style is not RowStyle.GROUP]


def _longest(table: Table, place: int, column: Column, whole: bool) -> float:
    """The width of the column's longest word at the size of one point."""
    head = max((text_width(word, 1.0) for word in _words(column.title)), default=0.0) * BOLD
    return max(head, *(_widest_word(column, place, row, whole) for row in _measured(table)), 0.0)


def _widest_word(column: Column, place: int, row: Row, whole: bool) -> float:
    text = cell_text(column.kind, row.cells[place], column.places)
    share = whole and column.kind is ColumnKind.RATIO and row.style is RowStyle.PLAIN
    one = share or column.kind is ColumnKind.DATE
    words = [text] if one else _words(text)
    face = PLAIN if row.style is RowStyle.PLAIN else BOLD
    return max((text_width(word, 1.0) for word in words), default=0.0) * face


def _words(text: str) -> Iterable[str]:
    """What is never broken: a number keeps its unit, so hard spaces hold."""
    return _BREAKS.split(text)
