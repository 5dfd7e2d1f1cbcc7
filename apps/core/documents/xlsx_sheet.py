"""A table on a worksheet: numbers as numbers, text as text, a head that stays, a sheet that prints."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from textwrap import wrap
from typing import Any

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter

from apps.core.documents.cells import Cell, ColumnKind, Missing, Ratio
from apps.core.documents.outline import table_notes
from apps.core.documents.tree import Column, Row, RowStyle, Table
from apps.core.text import DASH

Value = str | int | Decimal | date

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
NARROWEST, WIDEST = 10, 60
WIDTH_SAMPLE = 200
_THIN = Side(style="thin", color="9AA5B1")
GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
FONT_NAME, FONT_SIZE = "Calibri", 11
LINE_POINTS = 15
A3, A4 = 8, 9
MANY_COLUMNS = 14  # on the width of an A4 their letters would be too small to read
HEAD_FILL = PatternFill("solid", fgColor="E8EDF2")
GROUP_FILL = PatternFill("solid", fgColor="F3F5F7")


def font(*, size: int = FONT_SIZE, bold: bool = False, italic: bool = False, color: str = "000000") -> Font:
    """Return the workbook's one face in a size and a weight."""
    return Font(name=FONT_NAME, size=size, bold=bold, italic=italic, color=color)


class Styles:
    """The styles of one workbook, each made when first asked for: cells share them, the file stays small."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.made: set[str] = set()

    def value(self, kind: ColumnKind, places: int, *, bold: bool, level: int) -> str:
        """Return the name of the style of a value."""
        shade = "итог" if bold else "строка"
        name = f"Отчёт: {kind.value}{places if kind is ColumnKind.DECIMAL else ''}, {shade}, {level}"
        if name not in self.made:
            edge = "right" if kind.numeric else "center" if kind is ColumnKind.DATE else "left"
            text = kind is ColumnKind.TEXT
            # A text keeps a hand's breadth from the number that ends at its left.
            place = Alignment(horizontal=edge, vertical="top", wrap_text=text, indent=level + text)
            self._make(name, font(bold=bold), place, number_format(kind, places))
        return name

    def head(self) -> str:
        """Return the name of the style of a column's heading."""
        name = "Отчёт: заголовок"
        if name not in self.made:
            place = Alignment(horizontal="center", vertical="center", wrap_text=True)
            self._make(name, font(bold=True), place, "General", HEAD_FILL)
        return name

    def group(self) -> str:
        """Return the name of the style of a heading over rows."""
        name = "Отчёт: группа"
        if name not in self.made:
            self._make(name, font(bold=True), Alignment(vertical="top", wrap_text=True), "General", GROUP_FILL)
        return name

    def _make(self, name: str, face: Font, place: Alignment, form: str, fill: PatternFill | None = None) -> None:
        style = NamedStyle(name, font=face, alignment=place, number_format=form, border=GRID)
        if fill is not None:
            style.fill = fill
        self.book.add_named_style(style)
        self.made.add(name)


def number_format(kind: ColumnKind, places: int) -> str:
    """Return Excel's format of a column; in a Russian Excel the point shows as a comma."""
    if kind is ColumnKind.DECIMAL:
        return f"#,##0.{'0' * places}" if places else "#,##0"
    formats = {ColumnKind.INT: "#,##0", ColumnKind.PERCENT: "0.0", ColumnKind.DATE: "DD.MM.YYYY"}
    return formats.get(kind, "@")


def put_text(cell: Any, text: str) -> None:
    """Write a text that stays a text: «=2+5» from a name is never computed, «#N/A» is no error."""
    cell.value = text
    cell.data_type = "s"
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True


def spread(columns: tuple[Column, ...]) -> list[Column]:
    """Return the columns of the sheet: a share takes three, the percent and the two numbers behind it."""
    return [one for column in columns for one in _spread_column(column)]


def _spread_column(column: Column) -> list[Column]:
    if column.kind is ColumnKind.RATIO:
        return [
            Column(_percent_title(column.title), ColumnKind.PERCENT),
            Column(f"{column.title}: числитель", ColumnKind.INT),
            Column(f"{column.title}: знаменатель", ColumnKind.INT),
        ]
    if column.kind is ColumnKind.PERCENT:
        return [Column(_percent_title(column.title), ColumnKind.PERCENT)]
    return [column]


def _percent_title(title: str) -> str:
    return title if "%" in title else f"{title}, %"


def spread_cells(column: Column, cell: Cell) -> list[Value]:
    """Return the values of a cell for the columns that ``spread`` gives it."""
    width = 3 if column.kind is ColumnKind.RATIO else 1
    if cell is None:
        return [DASH] * width
    if isinstance(cell, Missing):
        return [cell.mark] * width
    if isinstance(cell, Ratio):
        return [DASH if cell.percent is None else cell.percent, cell.numerator, cell.denominator]
    return [cell]


class TableSheet:
    """Writes tables of the same columns one under another on one sheet."""

    def __init__(self, sheet: Any, styles: Styles, heading: str, columns: tuple[Column, ...], first: int = 1) -> None:
        self.sheet, self.styles = sheet, styles
        self.source, self.columns = columns, spread(columns)
        self.widths = [len(max(column.title.split(), key=len, default="")) for column in self.columns]
        self.next = first
        self.head_row = 0
        self.wrapped: dict[int, list[tuple[int, str]]] = {}
        self.whole: dict[int, str] = {}
        self._line(heading, font(bold=True, size=13))

    def write(self, table: Table, caption: str) -> None:
        """Write a table under its caption; the head of the columns is written once and stays in sight."""
        self._title(caption)
        if not self.head_row:
            self._head()
        for row in table.rows:
            self._row(row)
        for note in (*table_notes(table), *(() if table.rows else (table.empty,))):
            self._across(note, font(italic=True))
        self.next += 1

    def set_widths(self) -> None:
        """Set the widths of the columns, never narrower than a table above has them, and the heights."""
        for place, width in enumerate(self.widths, 1):
            dimension = self.sheet.column_dimensions[get_column_letter(place)]
            wanted = min(max(width + 2, NARROWEST), WIDEST)
            dimension.width = max(wanted, dimension.width) if dimension.customWidth else wanted
            self.widths[place - 1] = int(dimension.width)
        for row, texts in self.wrapped.items():
            # Excel fits a height only when a person types; a wrapped text in a file must bring its own.
            lines = max(lines_of(text, self.widths[place - 1]) for place, text in texts)
            self.sheet.row_dimensions[row].height = LINE_POINTS * lines
        for row, text in self.whole.items():
            self.sheet.row_dimensions[row].height = LINE_POINTS * lines_of(text, sum(self.widths))

    def finish(self) -> None:
        """Set widths, the head that stays in sight and is printed on every page, and the print."""
        self.set_widths()
        self.sheet.freeze_panes = f"A{self.head_row + 1}"
        self.sheet.print_title_rows = f"{self.head_row}:{self.head_row}"
        set_print(self.sheet, self.next - 2, len(self.columns))

    def _title(self, caption: str) -> None:
        if caption:
            self._line(caption, font(bold=True))

    def _line(self, text: str, face: Font) -> None:
        cell = self.sheet.cell(self.next, 1)
        put_text(cell, text)
        cell.font = face
        self.next += 1

    def _across(self, text: str, face: Font) -> None:
        """Write a text over the whole width of the table: in a cell of its own it would be cut on paper."""
        self.sheet.cell(self.next, 1).alignment = Alignment(vertical="top", wrap_text=True)
        self._merge(text)
        self._line(text, face)

    def _merge(self, text: str) -> None:
        self.whole[self.next] = text
        if len(self.columns) > 1:
            self.sheet.merge_cells(start_row=self.next, end_row=self.next, start_column=1, end_column=len(self.columns))

    def _head(self) -> None:
        for place, column in enumerate(self.columns, 1):
            cell = self.sheet.cell(self.next, place)
            put_text(cell, column.title)
            cell.style = self.styles.head()
            self._note_length(place, column.title)
        self.head_row = self.next
        self.next += 1

    def _row(self, row: Row) -> None:
        if row.style is RowStyle.GROUP:
            self._group_row(row)
        else:
            bold = row.style is not RowStyle.PLAIN
            for place, (column, value) in enumerate(zip(self.columns, self._values(row), strict=True), 1):
                level = row.level if place == 1 else 0
                cell = self.sheet.cell(self.next, place)
                self._put(cell, value, self.styles.value(column.kind, column.places, bold=bold, level=level))
                self._widen(place, value)
        self.next += 1

    def _values(self, row: Row) -> Iterator[Value]:
        for column, cell in zip(self.source, row.cells, strict=True):
            yield from spread_cells(column, cell)

    def _group_row(self, row: Row) -> None:
        for place in range(1, len(self.columns) + 1):
            self.sheet.cell(self.next, place).style = self.styles.group()
        put_text(self.sheet.cell(self.next, 1), str(row.cells[0]))
        self._merge(str(row.cells[0]))

    def _put(self, cell: Any, value: Value, style: str) -> None:
        cell.style = style
        if isinstance(value, str):
            put_text(cell, value)
        else:
            cell.value = value
            cell.style = style  # a date put into a cell brings its own format; ours is set last

    def _widen(self, place: int, value: Value) -> None:
        if isinstance(value, str):
            self._note_length(place, value)
        if self.next - self.head_row <= WIDTH_SAMPLE:
            length = len(value) if isinstance(value, str) else 10 if isinstance(value, date) else len(f"{value:,}")
            self.widths[place - 1] = max(self.widths[place - 1], length)

    def _note_length(self, place: int, text: str) -> None:
        if len(text) > NARROWEST:
            self.wrapped.setdefault(self.next, []).append((place, text))


def lines_of(text: str, width: int) -> int:
    """Return how many lines a text takes in a cell of a width in letters: whole words, a little room to spare."""
    rows = [1 if len(line) <= width - 2 else len(wrap(line, max(width - 3, 1))) for line in text.splitlines()]
    return max(sum(rows), 1)


def set_print(sheet: Any, rows: int, columns: int) -> None:
    """Make the sheet print one page wide: on its side when it has many columns, on a larger paper when very many."""
    sheet.print_area = f"A1:{get_column_letter(columns)}{max(rows, 1)}"
    sheet.page_setup.orientation = "landscape" if columns > 5 else "portrait"
    sheet.page_setup.paperSize = A3 if columns > MANY_COLUMNS else A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "Страница &P из &N"
