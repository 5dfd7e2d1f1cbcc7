"""Exports: rows of any number, written as they come, in constant memory (LIMITS, export).

Rows are sequences of values in the order of the columns: text, numbers, dates, logical values, tuples, None; a
choice may be given by its stored value and is written by its label. Nothing written is ever a formula.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from rustpy_xlsxwriter import FastExcel, Format

from apps.core.tabular.columns import Column
from apps.core.tabular.formulas import neutralise
from apps.core.tabular.values import FIRST_YEAR, ChoiceType, DateType, DecimalType, IntegerType, ListType, LogicalType
from apps.core.text import format_number

Row = Sequence[Any]
Convert = Callable[[Any], Any]
SHEET_ROWS = 1_048_575
"""As many rows as a sheet of Excel holds under the headings."""
_CELL_LENGTH = 32_767
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]+")
_MOMENT = "dd.mm.yyyy hh:mm"
_HEADING_FILL = "#E7EDF5"
_A4, _UPRIGHT = 9, 95
"""As many letters as an upright A4 prints without becoming too small."""


class ExportTooLong(Exception):
    """More rows than a sheet of Excel holds. ``message`` is one Russian sentence."""

    def __init__(self) -> None:
        rows = format_number(SHEET_ROWS)
        self.message = f"В лист Excel помещается не больше {rows} строк; сузьте отбор или выгрузите таблицу в CSV."
        super().__init__(self.message)


def write_xlsx(rows: Iterable[Row], columns: Sequence[Column], file: Path | BinaryIO, *, sheet: str = "Данные") -> int:
    """Write rows as an .xlsx and return how many there were.

    The heading is frozen and filtered, cells are typed: dates ДД.ММ.ГГГГ, numbers as numbers, everything else as
    text that stays text. Raises ExportTooLong over 1,048,575 rows, ValueError for two columns of one title.
    """
    _check_titles(columns)
    counter = _Counter()
    book = FastExcel(file, output_format="xlsx")
    book.freeze(row=1).format(datetime_format=_MOMENT).sheet(
        sheet_name(sheet),
        counter.records(rows, columns),
        column_formats={column.title: _cell_format(column) for column in columns},
        column_widths={column.title: float(column.width) for column in columns},
        header_format=Format().set_bold().set_text_wrap().set_background_color(_HEADING_FILL).set_border_bottom("thin"),
        ignore_errors=[column.title for column in columns if _is_text(column)],
        autofilter=True,
        page_setup=page_setup(columns),
    )
    book.save()
    return counter.count


class _Counter:
    """Turns rows into the records the writer takes and counts them on the way."""

    def __init__(self) -> None:
        self.count = 0

    def records(self, rows: Iterable[Row], columns: Sequence[Column]) -> Iterator[dict[str, Any]]:
        titles = [column.title for column in columns]
        converters = [(place, convert) for place, column in enumerate(columns) if (convert := _cell_converter(column))]
        for row in rows:
            self.count += 1
            if self.count > SHEET_ROWS:
                raise ExportTooLong
            record = dict(zip(titles, row, strict=True))
            for place, convert in converters:
                record[titles[place]] = convert(row[place])
            yield record
        if not self.count:  # headings are written with the first record only
            yield dict.fromkeys(titles)


def _check_titles(columns: Sequence[Column]) -> None:
    if len({column.title for column in columns}) != len(columns):
        raise ValueError("columns of one table need different titles")


def sheet_name(title: str) -> str:
    """Return the title as Excel accepts it for a sheet: 31 characters, none of ``[]:*?/\\``."""
    return _SHEET_NAME.sub(" ", title).strip().strip("'")[:31] or "Данные"


def _is_text(column: Column) -> bool:
    return not isinstance(column.value, DateType | DecimalType | IntegerType)


def number_format(column: Column) -> str:
    """Return the Excel number format of a column's cells."""
    match column.value:
        case DateType():
            return "dd.mm.yyyy"
        case DecimalType(places=int(places)) if places > 0:
            return f"0.{'0' * places}"
        case DecimalType():
            return "General"
        case IntegerType():
            return "0"
    return "@"


def page_setup(columns: Sequence[Column]) -> dict[str, Any]:
    """Return how the sheet is printed: one page wide, on its side when it is broad, the heading on every page."""
    margins = {"left": 0.5, "right": 0.4, "top": 0.5, "bottom": 0.6}
    return {
        "paper_size": _A4,
        "landscape": sum(column.width for column in columns) > _UPRIGHT,
        "fit_to_pages": (1, 0),
        "repeat_rows": 0,
        "margins": margins,
        "footer": "&CСтраница &P из &N",
    }


def _cell_format(column: Column) -> Format:
    cell = Format().set_num_format(number_format(column)).set_align("top")
    # A long text takes more lines, and keeps a hand's breadth from the number that ends at its left.
    return cell.set_quote_prefix().set_text_wrap().set_indent(1) if _is_text(column) else cell


def _cell_converter(column: Column) -> Convert | None:
    if isinstance(column.value, DateType):
        return _day_cell
    return text_converter(column) if _is_text(column) else None


def _day_cell(value: Any) -> Any:
    return _text(value) if isinstance(value, date) and value.year < FIRST_YEAR else value


def text_converter(column: Column) -> Convert:
    """Return what turns a value of the column into its text: labels, да/нет, lists through «;»."""
    match column.value:
        case ChoiceType(choices=choices):
            labels = {value: label for label, value in choices.items()}
            return lambda value: _text(labels.get(value, value))
        case ListType(item=ChoiceType(choices=choices)):
            labels = {value: label for label, value in choices.items()}
            return lambda values: _text(tuple(labels.get(value, value) for value in values or ()))
        case LogicalType():
            return lambda value: None if value is None else ("да" if value else "нет")
    return _text


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return value if len(value) <= _CELL_LENGTH else f"{value[: _CELL_LENGTH - 1]}…"
    if value is None:
        return None
    if isinstance(value, tuple | list):
        return _text("; ".join(map(str, value)))
    return _text(plain_number(value) if isinstance(value, int | float | Decimal) else _moment(value))


def plain_number(value: float | Decimal) -> str:
    """Write a number for a cell of text: decimal comma, no spaces."""
    if isinstance(value, bool):
        return "да" if value else "нет"
    text = f"{value:f}" if isinstance(value, Decimal) else repr(value)
    return text.replace(".", ",")


def _moment(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%d.%m.}{value.year:04} {value:%H:%M}"
    if isinstance(value, date):
        return f"{value.day:02}.{value.month:02}.{value.year:04}"
    return str(value)


def write_csv(rows: Iterable[Row], columns: Sequence[Column], file: Path | BinaryIO) -> int:
    """Write rows as a .csv as Excel in Russia opens it (UTF-8 with a mark, ``;``) and return how many there were.

    Dates are ДД.ММ.ГГГГ, numbers have a decimal comma, text that looks like a formula gets an apostrophe.
    """
    _check_titles(columns)
    if isinstance(file, Path):
        with file.open("wb") as stream:
            return write_csv(rows, columns, stream)
    out = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
        writer.writerow([neutralise(column.title) for column in columns])
        return _write_records(writer, _csv_records(rows, columns))
    finally:
        out.detach()


def _write_records(writer: Any, records: Iterable[list[str | None]]) -> int:
    count = 0
    for record in records:
        writer.writerow(record)
        count += 1
    return count


def _csv_records(rows: Iterable[Row], columns: Sequence[Column]) -> Iterator[list[str | None]]:
    converters = [text_converter(column) if _is_text(column) else None for column in columns]
    for row in rows:
        yield [_csv_cell(value, convert) for value, convert in zip(row, converters, strict=True)]


def _csv_cell(value: Any, convert: Convert | None) -> str | None:
    if convert is None and not isinstance(value, str):
        return _text(value)
    text = value if convert is None else convert(value)
    return None if text is None else neutralise(text)
