"""Reading the first sheet of an .xlsx: types of cells, row numbers, what is skipped."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from apps.core.tabular.cells import Cell
from apps.core.tabular.reader import Table, UnreadableFile, read_table
from tests.core.tabular.workbooks import (
    BOOK,
    HEADING_ROW,
    WORKBOOK_RELS,
    cell_xml,
    row_xml,
    sheet_xml,
    write_book,
    write_parts,
)


def rows_of(path: Path) -> list[tuple[int, list[Cell]]]:
    with read_table(path) as table:
        return list(table.rows())


def test_read_table_describes_the_sheet(tmp_path: Path) -> None:
    with read_table(write_book(tmp_path / "a.xlsx", [["Код", " Имя "], ["1", "Анна"]])) as table:
        seen = (table.sheet, table.encoding, table.delimiter, table.headings, table.row_count, table.warnings)
    assert seen == ("Данные", "", "", ["Код", "Имя"], 1, [])


def test_rows_keep_the_types_of_cells(tmp_path: Path) -> None:
    cells = [
        "Анна",
        5,
        1.5,
        True,
        date(2024, 9, 1),
        datetime(2024, 9, 1, 12, 30),
        time(3, 4),
        timedelta(hours=30),
        None,
    ]
    path = write_book(tmp_path / "a.xlsx", [[f"К{n}" for n in range(9)], cells])
    day = date(2024, 9, 1)
    assert rows_of(path) == [(2, ["Анна", 5.0, 1.5, True, day, day, "03:04:00", "1 day, 6:00:00", ""])]


def test_rows_read_days_as_days_not_moments(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [["Дата"], [datetime(2024, 9, 1, 12, 30)]])
    assert [type(cell) for _, cells in rows_of(path) for cell in cells] == [date]


def test_rows_keep_the_spreadsheets_numbers_and_skip_empty_ones(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [["А", "Б"], [None, None], ["x", None], ["  ", "\u00a0"], [0, False], []])
    assert rows_of(path) == [(3, ["x", ""]), (5, [0.0, False])]


def test_rows_start_again_on_every_call(tmp_path: Path) -> None:
    with read_table(write_book(tmp_path / "a.xlsx", [["А"], ["x"], ["y"]])) as table:
        next(table.rows())
        assert [list(table.rows()) for _ in range(2)] == [[(2, ["x"]), (3, ["y"])]] * 2


def test_rows_are_many_lines_long(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [["А"], *([n] for n in range(1234))])
    assert rows_of(path) == [(n + 2, [float(n)]) for n in range(1234)]


def test_a_table_that_starts_at_column_b_keeps_its_columns(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [[None, "А"], [None, "x"]])
    with read_table(path) as table:
        assert (table.headings, list(table.rows())) == (["", "А"], [(2, ["", "x"])])


def test_a_hundred_columns_are_read(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [[f"К{n}" for n in range(100)], list(range(100))])
    assert rows_of(path) == [(2, [float(n) for n in range(100)])]


def test_merged_cells_give_their_value_once(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [["А", "Б"], ["x", None], [None, "y"]])
    book = load_workbook(path)
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    sheet.merge_cells("A2:A3")
    book.save(path)
    assert rows_of(path) == [(2, ["x", ""]), (3, ["", "y"])]


def test_a_formula_gives_its_stored_value(tmp_path: Path) -> None:
    rows = row_xml(2, '<c r="A2"><f>1+1</f><v>2</v></c>', '<c r="B2" t="str"><f>"a"</f><v>а</v></c>')
    assert rows_of(write_parts(tmp_path / "a.xlsx", sheet_xml(HEADING_ROW + rows))) == [(2, [2.0, "а"])]


def test_text_like_a_formula_is_text(tmp_path: Path) -> None:
    rows = row_xml(2, cell_xml("A2", "=1+1"), cell_xml("B2", "@SUM(A1)"))
    assert rows_of(write_parts(tmp_path / "a.xlsx", sheet_xml(HEADING_ROW + rows))) == [(2, ["=1+1", "@SUM(A1)"])]


def test_an_error_of_a_formula_is_a_warning(tmp_path: Path) -> None:
    rows = row_xml(2, cell_xml("A2", "x"), '<c r="B2" t="e"><v>#N/A</v></c>')
    with read_table(write_parts(tmp_path / "a.xlsx", sheet_xml(HEADING_ROW + rows))) as table:
        assert (list(table.rows()), table.warnings) == (
            [(2, ["x", ""])],
            ["Лист «Данные», ячейка B2: формула дала ошибку; такая ячейка читается как пустая."],
        )


def test_cells_beyond_the_headings_are_left_out_with_a_warning(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [["А"], ["x", None, "заметка"], ["y", "ещё"]])
    with read_table(path) as table:
        assert (list(table.rows()), table.warnings) == (
            [(2, ["x"]), (3, ["y"])],
            ["Лист «Данные», ячейка C2: столбец без заголовка не читается."],
        )


def test_the_first_visible_sheet_is_read(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "Скрытый"
    book.worksheets[0].sheet_state = "hidden"
    book.create_sheet("Люди").append(["Имя"])
    book.create_sheet("Ещё").append(["Не то"])
    book.save(tmp_path / "a.xlsx")
    with read_table(tmp_path / "a.xlsx") as table:
        assert (table.sheet, table.headings, table.row_count) == ("Люди", ["Имя"], 0)


def test_an_absolute_target_and_an_empty_dimension_are_understood(tmp_path: Path) -> None:
    relations = WORKBOOK_RELS.replace("worksheets/", "/xl/worksheets/").encode()
    sheet = sheet_xml(HEADING_ROW, before='<dimension ref="A1:XFD1048576"/>')
    path = write_parts(tmp_path / "a.xlsx", sheet, {"xl/_rels/workbook.xml.rels": relations})
    with read_table(path) as table:
        assert table.headings == ["Код", "Имя"]


def test_painted_far_cells_are_no_obstacle(tmp_path: Path) -> None:
    far = row_xml(1048576, '<c r="A1048576" s="0"/>', '<c r="XFD1048576" s="0"></c>')
    path = write_parts(tmp_path / "a.xlsx", sheet_xml(HEADING_ROW + row_xml(2, cell_xml("A2", "x")) + far))
    assert rows_of(path) == [(2, ["x", ""])]


def test_a_name_does_not_matter_the_content_does(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [["А"], ["x"]]).rename(tmp_path / "выгрузка.csv")
    assert rows_of(path) == [(2, ["x"])]


def test_a_sheet_name_may_hold_anything(tmp_path: Path) -> None:
    name = "Лист &amp; «1»"
    path = write_parts(tmp_path / "a.xlsx", extra={"xl/workbook.xml": BOOK.replace("Данные", name).encode()})
    with read_table(path) as table:
        assert table.sheet == "Лист & «1»"


def test_max_rows_counts_filled_rows_only(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [["А"], ["x"], [None], ["y"]])
    with read_table(path, max_rows=2) as table:
        assert table.row_count == 2
    with pytest.raises(UnreadableFile) as caught:
        read_table(path, max_rows=1)
    assert caught.value.message == "Лист «Данные»: строк больше, чем 1; разделите файл на несколько."


def test_closing_a_table_forgets_its_rows(tmp_path: Path) -> None:
    table: Table = read_table(write_book(tmp_path / "a.xlsx", [["А"], ["x"]]))
    table.close()
    with pytest.raises(ValueError, match="closed file"):
        next(table.rows())
