"""Tables of a DOCX, written as XML at once: the library's own cells are far too slow for a thousand rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml

from apps.core.documents.cells import Cell, ColumnKind, cell_text
from apps.core.documents.outline import table_notes
from apps.core.documents.tree import Column, Row, RowStyle, Table
from apps.core.documents.widths import broken_ratios, column_widths
from apps.core.text import bound

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TEXT, NUMBER, HEAD, DENSE = "TableText", "TableNumber", "TableHead", "Dense"
# The same room as in print.css: Word's own margins would break off the last letter of a heading that fits there.
CELL_MARGINS = '<w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
HEAD_SHADE, GROUP_SHADE = "E8EDF2", "F3F5F7"
INDENT = 200
TWENTY, LETTERS, DENSE_LETTERS = 20, 11, 9.5
MANY_COLUMNS = 6  # a table of more columns is set in smaller letters


@dataclass(frozen=True, slots=True)
class _Look:
    """The widths of the columns, where shares take two lines, and what names of paragraph styles end with."""

    widths: list[int]
    broken: list[bool]
    suffix: str


def table_xml(table: Table, width: int) -> Any:
    """Return the ``w:tbl`` of a table that is ``width`` twentieths of a point wide; its head row repeats."""
    dense = len(table.columns) > MANY_COLUMNS
    letters = DENSE_LETTERS if dense else LETTERS
    widths = twentieths(table, width, letters)
    broken = broken_ratios(table, [one / TWENTY for one in widths], letters)
    look = _Look(widths, broken, DENSE if dense else "")
    rows = [_head(table.columns, look), *(_row(table.columns, row, look, keep) for row, keep in _kept(table))]
    if not table.rows:
        rows.append(_tr([_cell(table.empty, width, TEXT, span=len(look.widths))]))
    return parse_xml(tbl("TableGrid", look.widths, rows))


def tbl(style: str, widths: list[int], rows: Iterable[str]) -> str:
    """Write a table of fixed column widths."""
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    return (
        f'<w:tbl {NAMESPACE}><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{CELL_MARGINS}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def twentieths(table: Table, width: int, letters: float) -> list[int]:
    """Divide the width among the columns; the last one takes what rounding leaves."""
    widths = [int(TWENTY * one) for one in column_widths(table, width / TWENTY, letters)]
    widths[-1] += width - sum(widths)
    return widths


def _head(columns: tuple[Column, ...], look: _Look) -> str:
    pairs = zip(columns, look.widths, strict=True)
    cells = [_cell(column.title, width, HEAD + look.suffix, shade=HEAD_SHADE) for column, width in pairs]
    return _tr(cells, head=True)


def _tr(cells: Iterable[str], *, head: bool = False) -> str:
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _kept(table: Table) -> Iterator[tuple[Row, str]]:
    """Every row with what keeps it on the page of the next.

    A heading stays with its rows, a row with its sum, the last one with the notes beneath the table.
    """
    noted = bool(table_notes(table))
    for row, after in pairwise((*table.rows, None)):
        if row is not None:
            held = noted if after is None else after.style is RowStyle.TOTAL
            yield row, "<w:keepNext/>" if held or row.style is RowStyle.GROUP else ""


def _row(columns: tuple[Column, ...], row: Row, look: _Look, keep: str) -> str:
    if row.style is RowStyle.GROUP:
        title = cell_text(ColumnKind.TEXT, row.cells[0])
        style, width, span = TEXT + look.suffix, sum(look.widths), len(columns)
        return _tr([_cell(title, width, style, bold=True, shade=GROUP_SHADE, span=span, extra=keep)])
    bold = row.style is not RowStyle.PLAIN
    extras = [keep + _indent(row.level * INDENT)] + [keep] * (len(columns) - 1)
    styles = [(NUMBER if column.kind.numeric else TEXT) + look.suffix for column in columns]
    texts = list(map(_text, columns, row.cells, look.broken))
    return _tr(map(lambda *one: _cell(*one[:3], bold=bold, extra=one[3]), texts, look.widths, styles, extras))


def _text(column: Column, cell: Cell, broken: bool) -> str:
    text = cell_text(column.kind, cell, column.places)
    return text.replace(" (", "\n(") if broken else text


def _indent(width: int) -> str:
    return f'<w:ind w:left="{width}"/>' if width else ""


def _cell(
    text: str, width: int, style: str, *, bold: bool = False, shade: str = "", extra: str = "", span: int = 1
) -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{shading}</w:tcPr>'
        f"{paragraph_xml(text, style, bold=bold, extra=extra)}</w:tc>"
    )


def paragraph_xml(text: str, style: str, *, bold: bool = False, extra: str = "") -> str:
    """Write one paragraph of a named style."""
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in bound(text).split("\n"))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr><w:r>{weight}{"<w:br/>".join(lines)}</w:r></w:p>'
