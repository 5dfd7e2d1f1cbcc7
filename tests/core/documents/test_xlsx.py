"""The report as a workbook, opened again."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal as D
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from apps.core.documents import xlsx
from apps.core.documents.cells import ColumnKind, Ratio
from apps.core.documents.tree import Column, Row, RowStyle, Section, Table
from tests.core.documents.samples import INDICATOR, people, report

COLUMNS = (Column("Округ"), Column("Людей", ColumnKind.INT))


@pytest.fixture(scope="module")
def sample() -> Any:
    return load_workbook(BytesIO(xlsx.render(report())))


def reopened(*sections: Section) -> Any:
    return load_workbook(BytesIO(xlsx.render(report(sections=sections, appendices=()))))


def values(sheet: Any, row: int) -> list[Any]:
    return [cell.value for cell in sheet[row]]


def test_xlsx_of_the_same_tree_is_the_same_bytes() -> None:
    assert xlsx.render(report()) == xlsx.render(report())


def test_xlsx_notes_no_minute_of_its_making() -> None:
    data = xlsx.render(report())
    with ZipFile(BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    about = load_workbook(BytesIO(data)).properties
    assert (about.created, about.modified) == (datetime(2026, 2, 15), datetime(2026, 2, 15))


def test_xlsx_begins_with_the_summary(sample: Any) -> None:
    assert sample.sheetnames == ["Сводка", "1. Диагностика", "Приложение. Список организаций", "Рисунки"]
    front = sample["Сводка"]
    assert [front.cell(row, 1).value for row in range(1, 7)] == [
        "Аналитическая справка",
        "о показателях РСНМС Примерной области за 2025 год",
        "ЧЕРНОВИК",
        "Центр непрерывного повышения мастерства Примерной области",
        "15.02.2026 №\u00a012-А, г. Примерск",
        "Основание: приказ министерства образования Примерной области от 11.05.2021 № 397",
    ]


def test_xlsx_summary_holds_the_main_figures_as_numbers(sample: Any) -> None:
    front = sample["Сводка"]
    row = next(cell.row for cell in front["A"] if cell.value == "Доля прошедших диагностику")
    assert values(front, row) == ["Доля прошедших диагностику", 41.3, 124, 300, 40, 1.3, "Ещё 17 не в штате на 31.12."]
    assert values(front, row + 1)[1:] == ["—", "—", "—", 2.5, "—", "нет молодых педагогов"]


def test_xlsx_summary_leads_to_every_sheet(sample: Any) -> None:
    links = [cell.hyperlink.location or cell.hyperlink.target for cell in sample["Сводка"]["A"] if cell.hyperlink]
    sheets = ["1. Диагностика", "Приложение. Список организаций", "Рисунки", "Рисунки"]
    assert [link.removeprefix("#") for link in links] == [f"'{name}'!A1" for name in sheets]


def test_xlsx_table_spreads_a_share_over_its_numbers(sample: Any) -> None:
    sheet = sample["1. Диагностика"]
    assert values(sheet, 3) == [
        "Муниципалитет",
        "Педагогов",
        "Доля, %",
        "Доля: числитель",
        "Доля: знаменатель",
        "К прошлому году, %",
        "Дата сдачи",
    ]
    assert values(sheet, 5) == ["Примерский округ", 1204, 41.4, 498, 1204, 1.25, datetime(2026, 1, 20)]


def test_xlsx_numbers_have_real_formats(sample: Any) -> None:
    formats = [cell.number_format for cell in sample["1. Диагностика"][5]]
    assert formats == ["@", "#,##0", "0.0", "#,##0", "#,##0", "0.0", "DD.MM.YYYY"]


def test_xlsx_writes_missing_values_as_signs_with_their_reasons(sample: Any) -> None:
    sheet = sample["1. Диагностика"]
    assert values(sheet, 8) == ["Дальний округ", 0, "—", "—", "—", "не применимо", "—"]
    assert "«—» — в округе нет педагогов." in [cell.value for cell in sheet["A"]]


def test_xlsx_totals_are_bold_and_levels_indented(sample: Any) -> None:
    sheet = sample["1. Диагностика"]
    assert [bool(sheet.cell(row, 2).font.bold) for row in range(5, 10)] == [False, False, True, False, True]
    assert [sheet.cell(row, 1).alignment.indent for row in (5, 9)] == [2, 1]


@pytest.mark.parametrize(
    "text", ["=2+5", "=cmd|'/c calc'!A1", "+7 900", "-1", "@SUM(A1)", "\t=1", "#N/A", "=", "'=1", "<b>&amp;"]
)
def test_xlsx_text_stays_a_text(text: str) -> None:
    table = Table(text, (Column(text),), (Row((text,)),), notes=(text,))
    book = reopened(Section("Кадры", (table,)))
    cells = [cell for cell in book["1. Кадры"]["A"] if cell.value is not None]
    assert [cell.data_type for cell in cells] == ["s"] * 5
    assert cells[3].value == text
    assert bool(cells[3].quotePrefix) is text.startswith(("=", "+", "-", "@", "\t"))


def test_xlsx_holds_no_formula_at_all() -> None:
    with ZipFile(BytesIO(xlsx.render(report()))) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert [b"<f>" in sheet for sheet in sheets] == [False] * 4


def test_xlsx_head_stays_in_sight_and_is_printed_on_every_page(sample: Any) -> None:
    sheet = sample["1. Диагностика"]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A4", "$3:$3")
    assert sheet.print_area == "'1. Диагностика'!$A$1:$G$11"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)


@pytest.mark.parametrize(("state", "header"), [("ЧЕРНОВИК", "ЧЕРНОВИК"), ("", None), ("А&Б", "А&&Б")])
def test_xlsx_prints_its_state_over_every_table(state: str, header: str | None) -> None:
    document = report(state=state, sections=(Section("Диагностика", (INDICATOR,)),))
    sheet: Any = load_workbook(BytesIO(xlsx.render(document)))["1. Диагностика"]
    assert sheet.oddHeader.right.text == header


def test_xlsx_tables_of_the_same_columns_share_a_sheet() -> None:
    tables = tuple(Table(f"Т{n}", COLUMNS, (Row((f"Округ {n}", n)),)) for n in range(2))
    other = Table("Иная", (Column("Город"),), (Row(("Муром",)),))
    book = reopened(Section("Кадры", (*tables, other)))
    assert book.sheetnames == ["Сводка", "1. Кадры", "1. Кадры (2)"]
    column = [cell.value for cell in book["1. Кадры"]["A"]]
    assert [text for text in column if text] == [
        "1.\u00a0Кадры",
        "Таблица\u00a01 — Т0",
        "Округ",
        "Округ 0",
        "Таблица\u00a02 — Т1",
        "Округ 1",
    ]


def test_xlsx_pictures_stand_under_their_data(sample: Any) -> None:
    sheet = sample["Рисунки"]
    assert [row for row in (values(sheet, n)[:2] for n in range(2, 7)) if row[0]] == [
        ["Период", "Регион, %"],
        ["2023", 12.4],
        ["2024", "—"],
        ["2025", 33.1],
        ["Цель", 40],
    ]
    assert len(sheet._images) == 2


def test_xlsx_of_empty_sections_is_the_summary_alone() -> None:
    assert reopened(Section("Кадры"), Section("Программы")).sheetnames == ["Сводка"]


def test_xlsx_of_an_empty_table_says_so() -> None:
    book = reopened(Section("Кадры", (Table("Т", COLUMNS, (), empty="Никого."),)))
    assert [cell.value for cell in book["1. Кадры"]["A"]][-1] == "Никого."


def test_xlsx_long_texts_bring_their_height() -> None:
    table = Table("Т", (Column("Округ"),), (Row(("слово " * 40,)), Row(("Муром",))))
    sheet = reopened(Section("Кадры", (table,)))["1. Кадры"]
    assert (sheet.row_dimensions[4].height, sheet.row_dimensions[5].height) == (75, None)
    assert sheet.column_dimensions["A"].width == 60


def test_xlsx_of_a_thousand_rows_keeps_them_all() -> None:
    sheet = reopened(Section("Список", (people(1040),)))["1. Список"]
    assert (sheet.max_row, sheet.cell(1043, 7).value) == (1043, 1040)


def test_xlsx_keeps_decimals_exactly() -> None:
    column = Column("Связь", ColumnKind.DECIMAL, places=3)
    sheet = reopened(Section("Связь", (Table("Т", (column,), (Row((D("0.457"),)),)),)))["1. Связь"]
    assert (sheet["A4"].value, sheet["A4"].number_format) == (0.457, "#,##0.000")


@pytest.mark.parametrize(
    ("wanted", "taken", "name"),
    [
        ("1. Кадры", [], "1. Кадры"),
        ("А/Б: [в]?*\\", [], "А Б в"),
        ("Длинное название раздела справки о кадрах", [], "Длинное название раздела справк"),
        ("Кадры", ["кадры", "КАДРЫ (2)"], "Кадры (3)"),
        ("Длинное название раздела справки", ["Длинное название раздела справк"], "Длинное название раздела сп (2)"),
        ("''", [], "Лист"),
    ],
)
def test_sheet_name_is_one_that_excel_takes(wanted: str, taken: list[str], name: str) -> None:
    assert xlsx.free_name(wanted, taken) == name


def test_xlsx_indicator_table_is_read_back_whole() -> None:
    sheet = reopened(Section("Диагностика", (INDICATOR,)))["1. Диагностика"]
    assert [sheet.cell(row, 1).value for row in range(4, 10)] == [row.cells[0] for row in INDICATOR.rows]


def test_xlsx_headings_over_rows_and_notes_take_the_whole_width() -> None:
    rows = (Row(("Слово " * 20,), RowStyle.GROUP), Row(("Муром", 1)))
    sheet = reopened(Section("Кадры", (Table("Т", COLUMNS, rows, notes=("Примечание " * 10,)),)))["1. Кадры"]
    assert sorted(str(one) for one in sheet.merged_cells.ranges) == ["A4:B4", "A6:B6"]
    assert sheet["A4"].alignment.wrap_text is True
    assert sheet.row_dimensions[4].height > 15


def test_xlsx_of_very_many_columns_is_printed_on_a_larger_paper() -> None:
    columns = (Column("Школа"), *(Column(f"Доля {n}", ColumnKind.RATIO) for n in range(5)))
    table = Table("Т", columns, (Row(("А", *[Ratio(1, 2)] * 5)),))
    book = reopened(Section("Доли", (table,)), Section("Кадры", (Table("Т", COLUMNS, ()),)))
    assert [book[name].page_setup.paperSize for name in ("1. Доли", "2. Кадры")] == [8, 9]


def test_xlsx_head_of_the_document_is_spread_over_the_figures(sample: Any) -> None:
    front = sample["Сводка"]
    assert [f"A{row}:G{row}" in str(front.merged_cells.ranges) for row in (1, 6)] == [True, True]
    assert front["A6"].alignment.wrap_text is True
