"""The file of rejected rows: the user's cells with reasons, readable by the import again."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from apps.core.tabular.cells import CellError
from apps.core.tabular.columns import Column
from apps.core.tabular.headings import REASON_HEADING, match_headings
from apps.core.tabular.reader import read_table
from apps.core.tabular.rejected import RejectedRow, write_rejected
from apps.core.tabular.values import DATE

HEADINGS = ["код ", "Дата", "Адрес"]
ROW = RejectedRow(17, ["=1", "31.02.2024", 5.0], [CellError("date", "Дата: нет такого дня.", "Дата")])


def written(rows: Sequence[RejectedRow], headings: Sequence[str] = HEADINGS) -> Any:
    out = io.BytesIO()
    assert write_rejected(iter(rows), headings, out) == len(rows)
    return load_workbook(io.BytesIO(out.getvalue())).worksheets[0]


def test_the_reason_stands_first_and_the_users_cells_after_it() -> None:
    assert list(written([ROW]).iter_rows(values_only=True)) == [
        ("Что исправить", "код ", "Дата", "Адрес"),
        ("Строка 17 исходного файла.\nДата: нет такого дня.", "=1", "31.02.2024", 5),
    ]


def test_the_wrong_cell_is_highlighted() -> None:
    fills = [cell.fill.fgColor.rgb[2:] for cell in written([ROW])[2]]
    assert fills == ["FDE7C7", "000000", "FDE7C7", "000000"]


def test_several_errors_are_all_named() -> None:
    row = RejectedRow(2, ["", "", ""], [CellError("a", "Код: пусто.", "КОД"), CellError("b", "Строка не подходит.")])
    sheet = written([row])
    assert sheet["A2"].value == "Строка 2 исходного файла.\nКод: пусто.\nСтрока не подходит."
    assert [cell.fill.fgColor.rgb[2:] for cell in sheet[2]] == ["FDE7C7", "FDE7C7", "000000", "000000"]


def test_text_stays_text_and_days_stay_days() -> None:
    row = RejectedRow(2, ["=1", date(2024, 9, 1), True], [])
    cells = [(cell.data_type, cell.number_format, cell.quotePrefix) for cell in written([row])[2]][1:]
    assert cells == [("s", "@", True), ("d", "dd.mm.yyyy", False), ("b", "General", False)]


def test_rows_are_tall_enough_for_their_reasons() -> None:
    row = RejectedRow(2, ["1"], [CellError("a", "Код: " + "слово " * 20, "Код"), CellError("b", "Ещё.")])
    sheet = written([ROW, row])
    assert [sheet.row_dimensions[number].height for number in (2, 3)] == [30.0, 75.0]


def test_characters_excel_cannot_hold_are_left_out() -> None:
    assert written([RejectedRow(2, ["a\x00b", "#N/A", "x"], [])])["B2"].value == "ab"


def test_reasons_of_an_earlier_round_are_replaced() -> None:
    row = RejectedRow(3, ["старое", "1", "x"], [CellError("a", "Код: нет.", "Код")])
    sheet = written([row], [REASON_HEADING, "Код", "Адрес"])
    assert list(sheet.iter_rows(values_only=True)) == [
        ("Что исправить", "Код", "Адрес"),
        ("Строка 3 исходного файла.\nКод: нет.", "1", "x"),
    ]


def test_cells_beyond_the_headings_are_kept_and_highlighted() -> None:
    sheet = written([RejectedRow(2, ["1", "2", "3", "лишняя"], [])])
    assert (sheet["E2"].value, sheet["E2"].fill.fgColor.rgb[2:]) == ("лишняя", "FDE7C7")


def test_short_rows_are_filled_with_empty_cells() -> None:
    assert [cell.value for cell in written([RejectedRow(2, ["1"], [])])[2]][1:] == ["1", None, None]


def test_the_import_reads_a_mended_file_without_a_word(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    write_rejected([RejectedRow(5, ["=1", date(2024, 9, 1), "-"], [])], HEADINGS, path)
    columns = [Column("Код", required=True), Column("Дата", DATE), Column("Адрес")]
    with read_table(path) as table:
        layout = match_headings(table.headings, columns)
        cells = [[layout.cell(cells, column) for column in columns] for _, cells in table.rows()]
    assert (layout.warnings, cells) == ([], [["=1", date(2024, 9, 1), "-"]])
