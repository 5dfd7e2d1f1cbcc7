"""The tree as HTML: the report on its page, and the source of the PDF.

Everything that comes from data is escaped where it is written. No ``style`` attributes and no scripts are
written for the page, so a strict content security policy holds; widths of columns appear in print only.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import chain, repeat

from django.utils.safestring import SafeString, mark_safe

from apps.core.charts.render import pictures
from apps.core.documents import wording
from apps.core.documents.cells import Cell, ColumnKind, Missing, cell_text
from apps.core.documents.outline import Item, Part, outline, table_notes
from apps.core.documents.tree import (
    Bullets,
    Chart,
    Column,
    Document,
    Figure,
    Paragraph,
    ParagraphRole,
    Row,
    RowStyle,
    Signature,
    Table,
)
from apps.core.documents.widths import broken_ratios, column_widths

DEEPEST_HEADING = 6
DEEPEST_INDENT = 3
PAPER, WIDE_PAPER = 482.0, 728.0  # points: the text of an upright page, of one on its side
LETTERS, DENSE_LETTERS = 11, 9.5  # the letters of print.css


def fragment(document: Document, *, top: int = 1) -> SafeString:
    """Return the report as a fragment of a page, its title being a heading of level ``top``.

    Sections, tables and pictures carry the anchors of ``outline``; style it by the classes ``doc-…``.
    """
    parts = outline(document)
    body = "".join(part_html(part, top=top) for part in parts if not part.is_appendix)
    appendices = "".join(part_html(part, top=top) for part in parts if part.is_appendix)
    inner = header(document, top=top) + body + signatures(document.signatures) + appendices
    return mark_safe(f'<article class="doc">{inner}</article>')


def contents(document: Document) -> SafeString:
    """Return the list of sections as links to their anchors: two levels, for the side of the page."""
    return mark_safe(_contents_list(outline(document)))


def _contents_list(parts: Iterable[Part]) -> str:
    rows = "".join(
        f'<li><a href="#{part.anchor}">{escape(part.heading)}</a>'
        f"{_contents_list(part.parts) if part.parts and part.level == 1 else ''}</li>"
        for part in parts
    )
    return f'<ol class="doc-contents">{rows}</ol>'


def header(document: Document, *, top: int = 1) -> str:
    """Return the head of the document: organization, state, approval, title, date, number, act."""
    approval = wording.approval_lines(document.approval) if document.approval else []
    lines = [
        _tag("p", "doc-state", document.state),
        _tag("p", "doc-organization", document.requisites.organization),
        f'<div class="doc-approval">{"<br>".join(map(escape, approval))}</div>' if approval else "",
        _tag(f"h{top}", "doc-title", document.title),
        _tag("p", "doc-subtitle", document.subtitle),
        _tag("p", "doc-requisites", wording.requisites_line(document)),
        _tag("p", "doc-act", wording.act_line(document)),
    ]
    return f'<header class="doc-header">{"".join(lines)}</header>'


def _tag(name: str, css: str, text: str) -> str:
    return f'<{name} class="{css}">{escape(text)}</{name}>' if text else ""


def part_html(part: Part, *, top: int = 1, paper: float = 0) -> str:
    """Return a section with all beneath it; its heading is of level ``top`` plus its depth.

    ``paper`` is the width of the printed text in points, 0 on a screen.
    """
    level = min(top + part.level, DEEPEST_HEADING)
    blocks = "".join(block_html(item, paper=paper) for item in part.items)
    empty = _tag("p", "doc-empty", part.section.empty) if part.is_empty else ""
    inner = "".join(part_html(child, top=top, paper=paper) for child in part.parts)
    heading = f"<h{level}>{escape(part.heading)}</h{level}>"
    return f'<section class="doc-section" id="{part.anchor}">{heading}{blocks}{empty}{inner}</section>'


def block_html(item: Item, *, paper: float = 0) -> str:
    """Return one block of a section."""
    block = item.block
    if isinstance(block, Table):
        return table_html(block, item.caption, item.anchor, paper=paper)
    if isinstance(block, Chart):
        return _chart(block, item, paper=paper)
    if isinstance(block, Figure):
        return _figure(block)
    return _bullets(block) if isinstance(block, Bullets) else _paragraph(block)


def _paragraph(paragraph: Paragraph) -> str:
    css = "doc-text" if paragraph.role is ParagraphRole.BODY else f"doc-{paragraph.role.value}"
    return f'<p class="{css}">{escape(paragraph.text)}</p>'


def _bullets(bullets: Bullets) -> str:
    name = "ol" if bullets.numbered else "ul"
    items = "".join(f"<li>{escape(item)}</li>" for item in bullets.items)
    return f'<{name} class="doc-list">{items}</{name}>' if items else ""


def _figure(figure: Figure) -> str:
    lines = [
        _tag("p", "doc-figure-title", figure.title),
        '<p class="doc-figure-line">',
        f'<strong class="doc-figure-value">{escape(wording.figure_value(figure))}</strong> ',
        f'<span class="doc-figure-parts">{escape(wording.figure_parts(figure))}</span>',
        "</p>",
        _tag("p", "doc-figure-target", wording.figure_target(figure)),
        _tag("p", "doc-note", figure.note),
    ]
    return f'<div class="doc-figure">{"".join(lines)}</div>'


def _chart(chart: Chart, item: Item, *, paper: float) -> str:
    drawn = "".join(pictures(chart.data))
    caption = f"<figcaption>{escape(item.caption)}</figcaption>"
    data = "" if paper and chart.data.shown_in_full else _chart_data(chart, item, paper=paper)
    return f'<figure class="doc-chart" id="{item.anchor}">{drawn}{caption}</figure>{data}'


def _chart_data(chart: Chart, item: Item, *, paper: float) -> str:
    table = table_html(chart.table(), "", f"{item.anchor}-data", paper=paper)
    if paper:
        return table
    return f'<details class="doc-chart-data"><summary>{wording.CHART_DATA}</summary>{table}</details>'


def table_html(table: Table, caption: str, anchor: str, *, paper: float = 0) -> str:
    """Return a table with its caption, repeated head, rows and notes."""
    widths = column_widths(table, paper, _letters(table)) if paper else []
    broken = broken_ratios(table, widths, _letters(table)) if paper else [False] * len(table.columns)
    parts = [
        f'<div class="doc-table-box"><table class="doc-table{_density(table)}" id="{anchor}">',
        f"<caption>{escape(caption)}</caption>" if caption else "",
        _widths(widths) if paper else "",
        f"<thead><tr>{''.join(map(_heading, table.columns))}</tr></thead><tbody>",
        *(_row(table.columns, row, broken) for row in table.rows),
        "" if table.rows else _empty_row(table),
        "</tbody></table>",
        *(_tag("p", "doc-note", note) for note in table_notes(table)),
        "</div>",
    ]
    return "".join(parts)


def _density(table: Table) -> str:
    return " doc-dense" if len(table.columns) > 6 else ""


def _letters(table: Table) -> float:
    """The height of its letters: print.css sets a dense table smaller."""
    return DENSE_LETTERS if _density(table) else LETTERS


def _widths(widths: list[float]) -> str:
    cols = "".join(f'<col style="width:{one / sum(widths):.2%}">' for one in widths)
    return f"<colgroup>{cols}</colgroup>"


def _heading(column: Column) -> str:
    return f'<th scope="col">{escape(column.title)}</th>'


def _empty_row(table: Table) -> str:
    return f'<tr><td class="doc-empty" colspan="{len(table.columns)}">{escape(table.empty)}</td></tr>'


def _row(columns: tuple[Column, ...], row: Row, broken: list[bool]) -> str:
    if row.style is RowStyle.GROUP:
        title = escape(cell_text(ColumnKind.TEXT, row.cells[0]))
        return f'<tr class="doc-group"><th scope="rowgroup" colspan="{len(columns)}">{title}</th></tr>'
    css = "" if row.style is RowStyle.PLAIN else f' class="doc-{row.style.value}"'
    indents = chain([f"doc-indent-{min(row.level, DEEPEST_INDENT)}" if row.level else ""], repeat(""))
    return f"<tr{css}>{''.join(map(_cell, columns, row.cells, indents, broken))}</tr>"


def _cell(column: Column, cell: Cell, indent: str, broken: bool) -> str:
    text = escape(cell_text(column.kind, cell, column.places))
    if broken:
        text = text.replace(" (", "<br>(")
    if isinstance(cell, Missing) and cell.reason:
        text = f'<span class="doc-missing" tabindex="0" title="{escape(cell.reason)}">{text}</span>'
    css = f"num {indent}".strip() if column.kind.numeric else indent
    return f'<td class="{css}">{text}</td>' if css else f"<td>{text}</td>"


def signatures(signed_by: tuple[Signature, ...]) -> str:
    """Return the block of signatures: position, a line to sign on, the person; empty where nobody signs."""
    rows = "".join(map(_signature, signed_by))
    return f'<table class="doc-signatures" role="presentation"><tbody>{rows}</tbody></table>' if rows else ""


def _signature(signature: Signature) -> str:
    name = "doc-person" if signature.person else "doc-line doc-person"
    row = (
        f'<tr><td class="doc-position">{escape(signature.position)}</td><td class="doc-line"></td>'
        f'<td class="doc-gap"></td><td class="{name}">{escape(signature.person)}</td></tr>'
    )
    if not signature.person:
        under = '<td class="doc-under">{}</td><td></td><td class="doc-under">{}</td>'.format(*wording.SIGN_HERE)
        return f"{row}<tr><td></td>{under}</tr>"
    signed = f'<tr><td></td><td></td><td></td><td class="doc-signed">{wording.signed_on(signature)}</td></tr>'
    return row + signed if signature.day is not None else row
