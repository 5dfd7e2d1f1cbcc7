"""The template of an import: a workbook to fill in, generated from the same columns by which it will be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from apps.core.tabular.books import REQUIRED_FILL, WRAPPED, book_cell, heading_cell, wrapped_height
from apps.core.tabular.columns import Column
from apps.core.tabular.limits import column_letters
from apps.core.tabular.values import LAST_YEAR, DateType, DecimalType, IntegerType
from apps.core.tabular.writer import Row, number_format, text_converter

DATA_SHEET = "Данные"
REFERENCE_SHEET = "Справочники"
HELP_SHEET = "Как заполнять"
_LAST_ROW = 1_048_576
_HELP_WIDTH = 60
_EXCEL_EPOCH = date(1899, 12, 30)
_GENERAL_RULES = (
    "Заголовки стоят в первой строке; порядок столбцов любой, лишние столбцы не читаются.",
    "Обязательные столбцы выделены цветом; без любого из них файл не принимается.",
    "Пустая ячейка оставляет то, что уже хранится в портале; один дефис «-» стирает.",
    "Пустые строки пропускаются; повторная загрузка того же файла ничего не меняет.",
)


def write_template(
    columns: Sequence[Column],
    file: Path | BinaryIO,
    *,
    title: str,
    rows: Iterable[Row] = (),
    notes: Sequence[str] = (),
) -> None:
    """Write the template: «Данные» to fill in, «Справочники» behind the drop-downs, «Как заполнять».

    ``title`` names what is imported («Педагоги и управленцы»); ``rows`` are the user's own data in the order of
    the columns; ``notes`` are rules of this kind of import beyond the general ones.
    """
    book = Workbook(write_only=True)
    _fill_data(book.create_sheet(DATA_SHEET), columns, rows)
    _fill_references(book.create_sheet(REFERENCE_SHEET), columns)
    _fill_help(book.create_sheet(HELP_SHEET), columns, title, notes)
    book.save(file)


def _fill_data(sheet: Any, columns: Sequence[Column], rows: Iterable[Row]) -> None:
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns):
        letter = column_letters(place)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].number_format = number_format(column)
    for validation in _validations(columns):
        sheet.data_validations.append(validation)
    sheet.append([_data_heading(sheet, column) for column in columns])
    converters = [None if _is_typed(column) else text_converter(column) for column in columns]
    formats = [number_format(column) for column in columns]
    for row in rows:
        cells = zip(row, converters, formats, strict=True)
        sheet.append([book_cell(sheet, convert(value) if convert else value, form) for value, convert, form in cells])


def _is_typed(column: Column) -> bool:
    return isinstance(column.value, DateType | DecimalType | IntegerType)


def _data_heading(sheet: Any, column: Column) -> Any:
    cell: Any = (
        heading_cell(sheet, column.title, REQUIRED_FILL) if column.required else heading_cell(sheet, column.title)
    )
    cell.comment = Comment("\n".join(_explanation(column)), "РСНМС-портал", height=140, width=320)
    return cell


def _explanation(column: Column) -> list[str]:
    lines = ["Обязательный столбец." if column.required else "Необязательный столбец."]
    if column.help:
        lines.append(column.help)
    lines.append(f"Ожидается {column.value.expected}.")
    return lines


def _validations(columns: Sequence[Column]) -> list[DataValidation]:
    found: list[DataValidation] = []
    references = _reference_places(columns)
    for place, column in enumerate(columns):
        validation = _validation(column, references.get(column.title, ""))
        if validation is not None:
            letter = column_letters(place)
            validation.add(f"{letter}2:{letter}{_LAST_ROW}")
            found.append(validation)
    return found


def _validation(column: Column, reference: str) -> DataValidation | None:
    """Return the check of a column; it warns and does not forbid, since a single «-» is allowed everywhere."""
    if reference:
        validation = DataValidation(type="list", formula1=reference)
    elif isinstance(column.value, DateType):
        last = (date(LAST_YEAR, 12, 31) - _EXCEL_EPOCH).days
        validation = DataValidation(type="date", operator="between", formula1="1", formula2=str(last))
    else:
        return None
    validation.allow_blank = True
    validation.showErrorMessage = True
    validation.errorStyle = "warning"
    validation.errorTitle = column.title[:32]
    validation.error = f"Ожидается {column.value.expected}"[:220]
    return validation


def _reference_places(columns: Sequence[Column]) -> dict[str, str]:
    """Return the ranges of «Справочники» by the title of the column they serve."""
    listed = [column for column in columns if column.options]
    return {
        column.title: f"'{REFERENCE_SHEET}'!${letter}$2:${letter}${len(column.options) + 1}"
        for letter, column in ((column_letters(place), column) for place, column in enumerate(listed))
    }


def _fill_references(sheet: Any, columns: Sequence[Column]) -> None:
    listed = [column for column in columns if column.options]
    sheet.freeze_panes = "A2"
    for place, column in enumerate(listed):
        longest = max(map(len, (column.title, *column.options)))
        sheet.column_dimensions[column_letters(place)].width = min(longest + 2, 60)
    sheet.append([heading_cell(sheet, column.title) for column in listed])
    for row in range(max((len(column.options) for column in listed), default=0)):
        sheet.append(
            [book_cell(sheet, column.options[row] if row < len(column.options) else None) for column in listed]
        )


def _fill_help(sheet: Any, columns: Sequence[Column], title: str, notes: Sequence[str]) -> None:
    for letter, width in (("A", 30), ("B", 16), ("C", _HELP_WIDTH), ("D", _HELP_WIDTH)):
        sheet.column_dimensions[letter].width = width
    sheet.append([heading_cell(sheet, title)])
    for rule in (*_GENERAL_RULES, *notes):
        sheet.append([book_cell(sheet, rule)])
    sheet.append([])
    sheet.append([heading_cell(sheet, text) for text in ("Столбец", "Обязателен", "Что писать", "Пояснение")])
    for row, column in enumerate(columns, start=len(_GENERAL_RULES) + len(notes) + 4):
        texts = (column.title, "да" if column.required else "нет", column.value.expected, column.help)
        sheet.row_dimensions[row].height = max(wrapped_height(text, _HELP_WIDTH) for text in texts)
        sheet.append([_help_cell(sheet, text) for text in texts])


def _help_cell(sheet: Any, text: str) -> Cell:
    cell = book_cell(sheet, text[:1].upper() + text[1:])
    cell.alignment = WRAPPED
    return cell
