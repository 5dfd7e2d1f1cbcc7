"""Tables of a DOCX, written as XML at once: the library's own cells are far too slow for a thousand rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml

from apps.core.documents.cells import Cell, ColumnKind, cell_text
from apps.core.documents.tree import Column, Row, RowStyle, Table

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TEXT, NUMBER, HEAD = "TableText", "TableNumber", "TableHead"
HEAD_SHADE, GROUP_SHADE = "E8EDF2", "F3F5F7"
INDENT = 200


def table_xml(table: Table, width: int) -> Any:
    """Return the ``w:tbl`` of a table that is ``width`` twentieths of a point wide; its head row repeats."""
    widths = column_widths(table.columns, width)
    rows = [_head(table.columns, widths), *(_row(table.columns, row, widths) for row in table.rows)]
    if not table.rows:
        rows.append(_tr([_cell(table.empty, width, TEXT, span=len(widths))]))
    return parse_xml(tbl("TableGrid", widths, rows))


def tbl(style: str, widths: list[int], rows: Iterable[str]) -> str:
    """Write a table of fixed column widths."""
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    return (
        f'<w:tbl {NAMESPACE}><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def column_widths(columns: tuple[Column, ...], width: int) -> list[int]:
    """Divide the width among the columns by their weights; the last one takes what rounding leaves."""
    total = sum(column.weight for column in columns)
    widths = [int(width * column.weight / total) for column in columns]
    widths[-1] += width - sum(widths)
    return widths


def _head(columns: tuple[Column, ...], widths: list[int]) -> str:
    cells = [_cell(column.title, width, HEAD, shade=HEAD_SHADE) for column, width in zip(columns, widths, strict=True)]
    return _tr(cells, head=True)


def _tr(cells: Iterable[str], *, head: bool = False) -> str:
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _row(columns: tuple[Column, ...], row: Row, widths: list[int]) -> str:
    if row.style is RowStyle.GROUP:
        title = cell_text(ColumnKind.TEXT, row.cells[0])
        return _tr([_cell(title, sum(widths), TEXT, bold=True, shade=GROUP_SHADE, span=len(widths))])
    bold = row.style is not RowStyle.PLAIN
    indents = [row.level * INDENT] + [0] * (len(columns) - 1)
    return _tr(map(lambda *one: _value(*one, bold=bold), columns, row.cells, widths, indents))


def _value(column: Column, cell: Cell, width: int, indent: int, *, bold: bool) -> str:
    style = NUMBER if column.kind.numeric else TEXT
    return _cell(cell_text(column.kind, cell, column.places), width, style, bold=bold, indent=indent)


def _cell(
    text: str, width: int, style: str, *, bold: bool = False, shade: str = "", indent: int = 0, span: int = 1
) -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    indented = f'<w:ind w:left="{indent}"/>' if indent else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{shading}</w:tcPr>'
        f"{paragraph_xml(text, style, bold=bold, extra=indented)}</w:tc>"
    )


def paragraph_xml(text: str, style: str, *, bold: bool = False, extra: str = "") -> str:
    """Write one paragraph of a named style."""
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>'
        f'<w:r>{weight}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )
