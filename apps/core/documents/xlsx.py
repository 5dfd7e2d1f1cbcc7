"""The tree as a workbook: the summary first, then the tables, then the data of the charts with pictures.

The workbook carries the numbers; paragraphs and lists of the report are read in PDF and DOCX. A sheet
holds one group of tables: those of one section, one after another, that have the same columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, time
from io import BytesIO
from itertools import groupby
from typing import Any

import vl_convert
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.pagebreak import Break

from apps.core.charts.render import pictures
from apps.core.documents import wording
from apps.core.documents.archive import repack
from apps.core.documents.cells import ColumnKind, Missing
from apps.core.documents.outline import Item, Part, figures, outline
from apps.core.documents.tree import Chart, Column, Document, Figure, Row, Table
from apps.core.documents.xlsx_sheet import (
    FONT_SIZE,
    LINE_POINTS,
    Styles,
    TableSheet,
    font,
    lines_of,
    put_text,
    set_print,
)

SUMMARY = "Сводка"
CHARTS = "Рисунки"
NAME_LENGTH = 31  # Excel's own limit
PIXELS_PER_ROW = 20

FIGURE_COLUMNS = (
    Column("Показатель", weight=4),
    Column("Значение", ColumnKind.RATIO),
    Column("Цель", ColumnKind.PERCENT),
    Column("Отклонение от цели", ColumnKind.PERCENT),
    Column("Примечание", weight=3),
)


def render(document: Document) -> bytes:
    """Return the report as XLSX; the same tree gives the same bytes."""
    book = _Book(document)
    parts = outline(document)
    groups = [(part, group) for top in parts for part in top.walk() for group in _table_groups(part)]
    for part, group in groups:
        book.tables(part, group)
    book.charts([item for top in parts for part in top.walk() for item in part.items if isinstance(item.block, Chart)])
    book.summary(figures(parts))
    saved = BytesIO()
    book.book.save(saved)
    return repack(saved.getvalue(), lambda name, data: _fix_day(name, data, document))


def _table_groups(part: Part) -> list[list[tuple[Table, str]]]:
    tables = [(item.block, item.caption) for item in part.items if isinstance(item.block, Table)]
    return [list(group) for _, group in groupby(tables, key=lambda one: one[0].columns)]


class _Book:
    """A workbook in the making: knows the names that are taken and what each sheet holds."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.book: Any = Workbook()
        self.styles = Styles(self.book)
        self.front: Any = self.book.worksheets[0]
        self.front.title = SUMMARY
        self.listed: list[tuple[str, str]] = []
        self.head: dict[int, int] = {}  # rows of the head and their letters in points
        self._describe()

    def _describe(self) -> None:
        day = datetime.combine(self.document.requisites.day, time())
        about = self.book.properties
        about.title, about.subject = self.document.title, self.document.subtitle
        about.creator = about.lastModifiedBy = self.document.requisites.organization
        about.created, about.language = day, "ru-RU"

    def sheet(self, name: str) -> Any:
        """Add a sheet under the name, cut and numbered so that Excel takes it."""
        sheet = self.book.create_sheet(free_name(name, self.book.sheetnames))
        if self.document.state:
            sheet.oddHeader.right.text = self.document.state.replace("&", "&&")
        return sheet

    def tables(self, part: Part, group: list[tuple[Table, str]]) -> None:
        """Write a group of tables of one section on a sheet of its own."""
        sheet = self.sheet(part.heading)
        writer = TableSheet(sheet, self.styles, part.heading, group[0][0].columns)
        for table, caption in group:
            writer.write(table, caption)
            self.listed.append((sheet.title, caption))
        writer.finish()

    def charts(self, items: list[Item]) -> None:
        """Write the data of all charts, each with its picture beneath, on the last sheet."""
        if not items:
            return
        sheet = self.sheet(CHARTS)
        row, columns = 1, 1
        for item in items:
            if isinstance(item.block, Chart):
                if row > 1:
                    sheet.row_breaks.append(Break(id=row - 1))  # printed, every picture has its own page
                self.listed.append((sheet.title, item.caption))
                columns = max(columns, len(item.block.table().columns))
                row = self._chart(sheet, item.block, item.caption, row)
        set_print(sheet, row, max(columns, 10))

    def _chart(self, sheet: Any, chart: Chart, caption: str, row: int) -> int:
        table = chart.table()
        writer = TableSheet(sheet, self.styles, caption, table.columns, first=row)
        writer.write(table, "")
        writer.set_widths()
        row = writer.next
        for drawn in pictures(chart.data):
            picture = Image(BytesIO(vl_convert.svg_to_png(drawn, scale=1)))
            sheet.add_image(picture, f"A{row}")
            row += int(picture.height) // PIXELS_PER_ROW + 2
        return row + 1

    def summary(self, shown: list[Figure]) -> None:
        """Fill the first sheet: what the document is, its main figures, what the sheets hold."""
        row = self._about()
        if shown:
            writer = TableSheet(self.front, self.styles, wording.FIGURES, FIGURE_COLUMNS, first=row)
            writer.write(Table(wording.FIGURES, FIGURE_COLUMNS, tuple(map(_figure_row, shown))), "")
            row = writer.next
            writer.set_widths()
            self._widen_about(writer.widths)
        else:
            self.front.column_dimensions["A"].width = 100
            self._widen_about([100])
        for title, caption in self.listed:
            cell = self.front.cell(row, 1)
            put_text(cell, f"{caption} (лист «{title}»)")
            cell.hyperlink = f"#'{title.replace(chr(39), chr(39) * 2)}'!A1"
            cell.font = font(color="1F4E79")
            row += 1
        set_print(self.front, row, 7)

    def _widen_about(self, widths: list[int]) -> None:
        """Spread the head of the document over the table beneath it: a long act would be cut on paper."""
        for row, letters in self.head.items():
            cell = self.front.cell(row, 1)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            lines = lines_of(str(cell.value), sum(widths) * FONT_SIZE // letters)
            self.front.row_dimensions[row].height = LINE_POINTS * lines * letters / FONT_SIZE
            if len(widths) > 1:
                self.front.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(widths))

    def _about(self) -> int:
        lines = [
            (self.document.title, font(bold=True, size=16)),
            (self.document.subtitle, font(size=12)),
            (self.document.state, font(bold=True, color="9B1C1C")),
            (self.document.requisites.organization, font()),
            (wording.requisites_line(self.document), font()),
            (wording.act_line(self.document), font()),
        ]
        row = 1
        for text, face in lines:
            if text:
                cell = self.front.cell(row, 1)
                put_text(cell, text)
                cell.font = face
                self.head[row] = int(face.size)
                row += 1
        return row + 1


def _figure_row(figure: Figure) -> Row:
    reason = figure.value.reason if isinstance(figure.value, Missing) else ""
    note = " ".join(text for text in (reason, figure.note) if text)
    return Row((figure.title, figure.value, figure.target, figure.difference, note))


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """Return a name Excel takes: 31 letters, none of ``[]:*?/\\``, no quote at an end, not used yet."""
    used = {name.casefold() for name in taken}
    plain = re.sub(r"[\[\]:*?/\\]", " ", wanted)
    base = " ".join(plain.split()).strip("'")[:NAME_LENGTH].strip(" '") or "Лист"
    name, number = base, 1
    while name.casefold() in used:
        number += 1
        tail = f" ({number})"
        name = f"{base[: NAME_LENGTH - len(tail)].rstrip()}{tail}"
    return name


def _fix_day(name: str, data: bytes, document: Document) -> bytes:
    """Put the document's day where the library has put the minute of saving."""
    if name != "docProps/core.xml":
        return data
    day = f"{document.requisites.day.isoformat()}T00:00:00Z".encode()
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + day, data)
