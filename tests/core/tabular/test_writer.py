"""Exports: typed cells, neutralised text, constant memory, round trips through our own reader."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from apps.core.tabular import writer
from apps.core.tabular.cells import Cell
from apps.core.tabular.codes import SNILS
from apps.core.tabular.columns import Column
from apps.core.tabular.reader import read_table
from apps.core.tabular.values import DATE, INTEGER, LOGICAL, NUMBER, TEXT, ChoiceType, DecimalType, ListType
from apps.core.tabular.writer import ExportTooLong, sheet_name, write_csv, write_xlsx

KIND = ChoiceType({"ПК": "pk", "ПП": "pp"})
COLUMNS = (
    Column("СНИЛС", SNILS, width=16),
    Column("Дата", DATE, width=12),
    Column("Часы", INTEGER),
    Column("Доля", DecimalType(places=1)),
    Column("Вид", KIND),
    Column("Виды", ListType(KIND)),
    Column("ШНОР", LOGICAL),
    Column("Адрес", TEXT, width=40),
)
ROW = ("112-233-445 95", date(2024, 9, 1), 36, Decimal("41.3"), "pk", ("pk", "pp"), True, "=1+1")
EMPTY = (None,) * 8


def written(rows: Sequence[Sequence[Any]], columns: Sequence[Column] = COLUMNS) -> Any:
    out = io.BytesIO()
    assert write_xlsx(iter(rows), columns, out) == len(rows)
    return load_workbook(io.BytesIO(out.getvalue())).worksheets[0]


def written_csv(rows: Sequence[Sequence[Any]], columns: Sequence[Column] = COLUMNS) -> str:
    out = io.BytesIO()
    assert write_csv(iter(rows), columns, out) == len(rows)
    return out.getvalue().decode()


def test_write_xlsx_types_its_cells() -> None:
    cells = [(cell.value, cell.data_type, cell.number_format) for cell in list(written([ROW]).iter_rows())[1]]
    assert cells == [
        ("112-233-445 95", "s", "@"),
        (datetime(2024, 9, 1), "d", "dd.mm.yyyy"),
        (36, "n", "0"),
        (41.3, "n", "0.0"),
        ("ПК", "s", "@"),
        ("ПК; ПП", "s", "@"),
        ("да", "s", "@"),
        ("=1+1", "s", "@"),
    ]


def test_write_xlsx_marks_text_with_the_quote_prefix() -> None:
    assert [cell.quotePrefix for cell in list(written([ROW]).iter_rows())[1]] == [
        column.value not in (DATE, INTEGER, DecimalType(places=1)) for column in COLUMNS
    ]


def test_write_xlsx_freezes_and_filters_its_bold_heading() -> None:
    sheet = written([ROW, EMPTY])
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("Данные", "A2", "A1:H3")
    assert [(cell.value, cell.font.b) for cell in sheet[1]] == [(column.title, True) for column in COLUMNS]


def test_write_xlsx_sets_the_widths() -> None:
    sheet = written([ROW])
    widths = [sheet.column_dimensions[letter].width for letter in "ABCH"]
    assert [round(width) for width in widths] == [17, 13, 19, 41]


@pytest.mark.parametrize(("width", "paper"), [(40, "portrait"), (60, "landscape")])
def test_write_xlsx_prints_one_page_wide_with_the_heading_on_every_page(width: int, paper: str) -> None:
    sheet = written([("а", "б")], (Column("А", width=50), Column("Б", width=width)))
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == (paper, 9)
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    assert (sheet.print_title_rows, sheet.oddFooter.center.text) == ("$1:$1", "Страница &P из &N")


def test_write_xlsx_wraps_long_texts_and_nothing_else() -> None:
    cells = [
        (cell.alignment.wrap_text or False, cell.alignment.vertical) for cell in list(written([ROW]).iter_rows())[1]
    ]
    numeric = (DATE, INTEGER, DecimalType(places=1))
    assert cells == [(column.value not in numeric, "top") for column in COLUMNS]


def test_write_xlsx_of_nothing_still_has_headings() -> None:
    rows = list(written([]).iter_rows(values_only=True))
    assert rows == [tuple(column.title for column in COLUMNS)]


def test_write_xlsx_leaves_missing_values_empty() -> None:
    assert list(written([ROW, EMPTY, ROW]).iter_rows(values_only=True))[2] == EMPTY


@pytest.mark.parametrize(
    ("column", "value", "cell"),
    [
        (Column("А"), True, "да"),
        (Column("А"), 12.5, "12,5"),
        (Column("А"), Decimal("1E+2"), "100"),
        (Column("А"), date(825, 1, 2), "02.01.0825"),
        (Column("А"), datetime(2024, 9, 1, 8, 5), "01.09.2024 08:05"),
        (Column("А"), ("а", "б"), "а; б"),
        (Column("А"), "я" * 40_000, "я" * 32_766 + "…"),
        (Column("А"), Path("x"), "x"),
        (Column("А", KIND), "другое", "другое"),
        (Column("А", ListType(KIND)), None, None),
        (Column("А", LOGICAL), False, "нет"),
        (Column("А", DATE), date(1825, 3, 4), "04.03.1825"),
        (Column("А", NUMBER), "нет данных", "нет данных"),
    ],
)
def test_write_xlsx_writes_unusual_values_as_text(column: Column, value: object, cell: object) -> None:
    rows = list(written([[value]], [column]).iter_rows(values_only=True))
    assert rows[1:] == ([(cell,)] if cell else [])


def test_write_xlsx_writes_to_a_path(tmp_path: Path) -> None:
    assert write_xlsx([ROW], COLUMNS, tmp_path / "a.xlsx", sheet="Люди") == 1
    with read_table(tmp_path / "a.xlsx") as table:
        assert (table.sheet, table.row_count) == ("Люди", 1)


def test_write_xlsx_refuses_more_rows_than_a_sheet_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "SHEET_ROWS", 2)
    with pytest.raises(ExportTooLong) as caught:
        write_xlsx([["x"]] * 3, [Column("А")], io.BytesIO())
    assert caught.value.message == (
        "В лист Excel помещается не больше 2 строк; сузьте отбор или выгрузите таблицу в CSV."
    )


@pytest.mark.parametrize("write", [write_xlsx, write_csv])
def test_two_columns_of_one_title_are_our_mistake(write: Any) -> None:
    with pytest.raises(ValueError, match="different titles"):
        write([], [Column("А"), Column("А")], io.BytesIO())


@pytest.mark.parametrize("write", [write_xlsx, write_csv])
def test_a_row_of_another_width_is_our_mistake(write: Any) -> None:
    with pytest.raises(ValueError, match="zip"):
        write([["x", "y"]], [Column("А")], io.BytesIO())


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Люди", "Люди"),
        ("План/факт: [2024]?", "План факт   2024"),
        ("я" * 40, "я" * 31),
        ("'", "Данные"),
        ("", "Данные"),
    ],
)
def test_sheet_name_is_what_excel_accepts(title: str, name: str) -> None:
    assert sheet_name(title) == name


def test_write_csv_is_what_russian_excel_opens() -> None:
    assert written_csv([ROW, EMPTY]) == (
        "\ufeffСНИЛС;Дата;Часы;Доля;Вид;Виды;ШНОР;Адрес\r\n"
        '112-233-445 95;01.09.2024;36;41,3;ПК;"ПК; ПП";да;\'=1+1\r\n'
        ";;;;;;;\r\n"
    )


def test_write_csv_neutralises_text_and_not_numbers() -> None:
    columns = [Column("=А"), Column("Б", NUMBER)]
    assert written_csv([["-1", Decimal(-1)], ["+7", "-2"]], columns) == "\ufeff'=А;Б\r\n'-1;-1\r\n'+7;'-2\r\n"


def test_write_csv_writes_to_a_path(tmp_path: Path) -> None:
    assert write_csv([ROW, ROW], COLUMNS, tmp_path / "a.csv") == 2
    with read_table(tmp_path / "a.csv") as table:
        assert (table.encoding, table.delimiter, table.row_count) == ("UTF-8", ";", 2)


def test_write_csv_leaves_the_callers_stream_open() -> None:
    out = io.BytesIO()
    write_csv([], [Column("А")], out)
    assert out.write(b"x") == 1


def read_back(path: Path) -> list[Cell]:
    with read_table(path) as table:
        return [cells[0] for _, cells in table.rows()]


SAFE_TEXT = st.text(alphabet="'=+-@;,\"\n абвABC1\u00a0", min_size=1, max_size=8).filter(str.strip)


@settings(max_examples=15, deadline=None)
@given(st.lists(SAFE_TEXT, min_size=1, max_size=30))
def test_text_comes_back_from_both_kinds_of_files(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("back")
    write_xlsx([[text] for text in texts], [Column("А")], folder / "a.xlsx")
    write_csv([[text] for text in texts], [Column("А")], folder / "a.csv")
    assert [read_back(folder / name) for name in ("a.xlsx", "a.csv")] == [texts, texts]


GROWTH = """
import resource, sys
from pathlib import Path
from apps.core.tabular.columns import Column
from apps.core.tabular.writer import write_xlsx
columns = [Column(f"Столбец {n}") for n in range(20)]
write_xlsx(([f"{n} {m}" for m in range(20)] for n in range(int(sys.argv[1]))), columns, Path(sys.argv[2]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def test_write_xlsx_takes_constant_memory(tmp_path: Path) -> None:
    peaks = [
        int(subprocess.check_output([sys.executable, "-c", GROWTH, str(rows), str(tmp_path / "a.xlsx")]))
        for rows in (1_000, 40_000)
    ]
    assert peaks[1] - peaks[0] <= 20
