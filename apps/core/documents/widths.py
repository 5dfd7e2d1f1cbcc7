"""The widths of a table's columns on paper: by weight, but no word is cut where another column can give way."""

from __future__ import annotations

import re
from collections.abc import Iterable

from apps.core.charts.svg import text_width
from apps.core.documents.cells import ColumnKind, cell_text
from apps.core.documents.tree import Column, Row, RowStyle, Table

PADDING = 12.0
# The measure of the charts is of a wide sans-serif face; documents are set in a narrower one, heads in bold.
PLAIN, BOLD = 0.84, 0.92
SAMPLE = 300
FIRM = 0.75  # a column of long texts gives away a quarter: narrower it would grow down the page
_BREAKS = re.compile(r"[ \n\-–—]")


def column_widths(table: Table, width: float, size: float) -> list[float]:
    """Divide a width in points among the columns, the letters being ``size`` points high.

    Weights decide; a column narrower than its longest word takes what it lacks from those that have room to spare.
    """
    total = sum(column.weight for column in table.columns)
    wanted = [width * column.weight / total for column in table.columns]
    least = [_longest(table, place, column) * size + PADDING for place, column in enumerate(table.columns)]
    lacks = [max(low - have, 0.0) for low, have in zip(least, wanted, strict=True)]
    spares = [max(have - max(low, have * FIRM), 0.0) for low, have in zip(least, wanted, strict=True)]
    moved = min(sum(lacks), sum(spares))
    return [
        have + lack * moved / (sum(lacks) or 1) - spare * moved / (sum(spares) or 1)
        for have, lack, spare in zip(wanted, lacks, spares, strict=True)
    ]


def _longest(table: Table, place: int, column: Column) -> float:
    """The width of the column's longest word at the size of one point."""
    head = max((text_width(word, 1.0) for word in _words(column.title)), default=0.0) * BOLD
    rows = [row for row in table.rows[-SAMPLE:] if row.style is not RowStyle.GROUP]
    return max(head, *(_widest_word(column, place, row) for row in rows), 0.0)


def _widest_word(column: Column, place: int, row: Row) -> float:
    text = cell_text(column.kind, row.cells[place], column.places)
    words = [text] if column.kind is ColumnKind.DATE else _words(text)
    face = PLAIN if row.style is RowStyle.PLAIN else BOLD
    return max((text_width(word, 1.0) for word in words), default=0.0) * face


def _words(text: str) -> Iterable[str]:
    """What is never broken: a number keeps its unit, so hard spaces hold."""
    return _BREAKS.split(text)
