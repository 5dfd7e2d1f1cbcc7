"""The import template: what a user sees in it, and that the import reads it back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from apps.core.tabular.codes import SNILS
from apps.core.tabular.columns import Column
from apps.core.tabular.headings import match_headings
from apps.core.tabular.reader import read_table
from apps.core.tabular.template import write_template
from apps.core.tabular.values import DATE, LOGICAL, ChoiceType, DecimalType, ListType

KIND = ChoiceType({"ПК": "pk", "ПП": "pp"})
COLUMNS = (
    Column("СНИЛС", SNILS, required=True, help="Номер из карточки."),
    Column("Вид", KIND, required=True),
    Column("Дата приёма", DATE, width=14),
    Column("Основное место работы", LOGICAL),
    Column("Ставка", DecimalType(Decimal(0), Decimal(2), 2)),
    Column("Компетенции", ListType(KIND)),
    Column("Должность", suggestions=("Учитель", "Директор")),
)
OWN = ("112-233-445 95", "pp", date(2024, 9, 1), True, Decimal("0.5"), ("pk", "pp"), "=Учитель")


@pytest.fixture
def book(tmp_path: Path) -> Any:
    write_template(COLUMNS, tmp_path / "t.xlsx", title="Кадры", rows=[OWN], notes=("Одна строка — одна работа.",))
    return load_workbook(tmp_path / "t.xlsx")


def test_a_template_has_three_sheets(book: Any) -> None:
    assert book.sheetnames == ["Данные", "Справочники", "Как заполнять"]


def test_headings_are_exact_and_required_ones_stand_out(book: Any) -> None:
    cells = book["Данные"][1]
    assert [(cell.value, cell.fill.fgColor.rgb[2:]) for cell in cells] == [
        (column.title, "CFE0F5" if column.required else "E7EDF5") for column in COLUMNS
    ]


def test_headings_explain_themselves(book: Any) -> None:
    assert [book["Данные"][name].comment.text for name in ("A1", "C1")] == [
        "Обязательный столбец.\nНомер из карточки.\nОжидается СНИЛС вида 112-233-445 95 или 11 цифр.",
        "Необязательный столбец.\nОжидается дата в виде ДД.ММ.ГГГГ или ГГГГ-ММ-ДД, год от 1900 до 2200.",
    ]


def test_drop_downs_point_to_the_references(book: Any) -> None:
    validations = [
        (str(rule.sqref), rule.type, rule.formula1) for rule in book["Данные"].data_validations.dataValidation
    ]
    assert validations == [
        ("B2:B1048576", "list", "'Справочники'!$A$2:$A$3"),
        ("C2:C1048576", "date", "1"),
        ("D2:D1048576", "list", "'Справочники'!$B$2:$B$3"),
        ("G2:G1048576", "list", "'Справочники'!$C$2:$C$3"),
    ]


def test_checks_warn_and_do_not_forbid_the_clearing_dash(book: Any) -> None:
    rules = book["Данные"].data_validations.dataValidation
    assert {(rule.errorStyle, rule.allow_blank, rule.showErrorMessage) for rule in rules} == {("warning", True, True)}


def test_references_list_the_choices(book: Any) -> None:
    assert list(book["Справочники"].iter_rows(values_only=True)) == [
        ("Вид", "Основное место работы", "Должность"),
        ("ПК", "да", "Учитель"),
        ("ПП", "нет", "Директор"),
    ]


def test_references_of_uneven_length_leave_gaps(tmp_path: Path) -> None:
    columns = [Column("А", KIND), Column("Б", suggestions=("x",))]
    write_template(columns, tmp_path / "t.xlsx", title="Пример")
    book: Any = load_workbook(tmp_path / "t.xlsx")
    assert list(book["Справочники"].iter_rows(values_only=True)) == [("А", "Б"), ("ПК", "x"), ("ПП", None)]


def test_the_help_sheet_describes_every_column(book: Any) -> None:
    rows = [row for row in book["Как заполнять"].iter_rows(values_only=True) if any(row)]
    assert rows[0][0] == "Кадры"
    assert rows[5][0] == "Одна строка — одна работа."
    assert rows[6] == ("Столбец", "Обязателен", "Что писать", "Пояснение")
    assert rows[7] == ("СНИЛС", "Да", "СНИЛС вида 112-233-445 95 или 11 цифр", "Номер из карточки.")
    assert [row[0] for row in rows[7:]] == [column.title for column in COLUMNS]


def test_the_help_sheet_is_tall_enough_for_long_explanations(tmp_path: Path) -> None:
    write_template([Column("А", help="слово " * 40), Column("Б")], tmp_path / "t.xlsx", title="Пример")
    sheet: Any = load_workbook(tmp_path / "t.xlsx")["Как заполнять"]
    assert [(sheet.cell(row, 1).value, sheet.row_dimensions[row].height) for row in (8, 9)] == [
        ("А", 60.0),
        ("Б", 15.0),
    ]


def test_blank_columns_are_ready_for_their_kind(book: Any) -> None:
    sheet = book["Данные"]
    formats = [sheet.column_dimensions[letter].number_format for letter in "ABCDEFG"]
    assert formats == ["@", "@", "dd.mm.yyyy", "@", "0.00", "@", "@"]
    assert (sheet.freeze_panes, sheet.column_dimensions["C"].width) == ("A2", 14)


def test_own_rows_stand_in_the_template_as_typed_cells(book: Any) -> None:
    cells = book["Данные"][2]
    assert [cell.data_type for cell in cells] == ["s", "s", "d", "s", "n", "s", "s"]
    assert (cells[6].value, cells[6].quotePrefix) == ("=Учитель", True)


def test_the_import_reads_the_template_back(tmp_path: Path) -> None:
    write_template(COLUMNS, tmp_path / "t.xlsx", title="Кадры", rows=[OWN])
    with read_table(tmp_path / "t.xlsx") as table:
        layout = match_headings(table.headings, COLUMNS)
        read = [[layout.read(cells, column) for column in COLUMNS] for _, cells in table.rows()]
    assert layout.warnings == []
    assert read == [["11223344595", *OWN[1:]]]


def test_an_empty_template_has_no_rows(tmp_path: Path) -> None:
    write_template(COLUMNS, tmp_path / "t.xlsx", title="Кадры")
    with read_table(tmp_path / "t.xlsx") as table:
        assert (table.sheet, table.row_count, table.warnings) == ("Данные", 0, [])
