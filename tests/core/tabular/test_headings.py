"""Matching of headings with declared columns."""

from __future__ import annotations

from datetime import date

import pytest

from apps.core.tabular.cells import KEEP, CellError
from apps.core.tabular.columns import Column
from apps.core.tabular.headings import REASON_HEADING, UnusableFile, match_headings
from apps.core.tabular.values import DATE

CODE = Column("Код", required=True)
NAME = Column("Полное наименование", required=True)
START = Column("Действует с", DATE)
COLUMNS = (CODE, NAME, START)


def unusable(headings: list[str]) -> str:
    with pytest.raises(UnusableFile) as caught:
        match_headings(headings, COLUMNS)
    return caught.value.message


@pytest.mark.parametrize(
    "headings",
    [
        ["Код", "Полное наименование", "Действует с"],
        ["код ", " ПОЛНОЕ  наименование", "действует\u00a0с"],
        ["\ufeffКод*", "Полное наименование *", "Действует с"],
    ],
)
def test_match_headings_ignores_case_spaces_and_marks(headings: list[str]) -> None:
    layout = match_headings(headings, COLUMNS)
    assert (layout.positions, layout.warnings) == (
        {"Код": 0, "Полное наименование": 1, "Действует с": 2},
        [],
    )


def test_match_headings_takes_any_order() -> None:
    layout = match_headings(["Действует с", "Полное наименование", "Код"], COLUMNS)
    cells = ["01.09.2024", "Школа", "1"]
    assert [layout.read(cells, column) for column in COLUMNS] == ["1", "Школа", date(2024, 9, 1)]


def test_a_missing_optional_column_keeps_what_is_stored() -> None:
    layout = match_headings(["Код", "Полное наименование"], COLUMNS)
    assert (layout.read(["1", "Школа"], START), "Действует с" in layout, "Код" in layout) == (KEEP, False, True)


def test_an_unknown_heading_is_a_warning_with_its_cell() -> None:
    assert match_headings(["Код", "Полное наименование", "Заметки", ""], COLUMNS).warnings == [
        "Столбец «Заметки» (ячейка C1) неизвестен и не читается."
    ]


def test_the_column_of_reasons_is_left_out_silently() -> None:
    layout = match_headings([REASON_HEADING, "Код", "Полное наименование"], COLUMNS)
    assert (layout.positions, layout.warnings) == ({"Код": 1, "Полное наименование": 2}, [])


def test_one_missing_required_heading_makes_the_file_unusable() -> None:
    assert unusable(["Код", "Действует с"]) == (
        "В первой строке нет обязательного столбца «Полное наименование»; ожидаются заголовки, как в шаблоне."
    )


def test_all_missing_required_headings_are_named() -> None:
    assert unusable(["Заметки"]) == (
        "В первой строке нет обязательных столбцов «Код», «Полное наименование»; ожидаются заголовки, как в шаблоне."
    )


def test_a_heading_that_stands_twice_makes_the_file_unusable() -> None:
    assert unusable(["Код", "Полное наименование", "код"]) == (
        "Заголовок «Код» стоит дважды — в ячейках A1 и C1; ожидается один такой столбец."
    )


def test_read_raises_the_error_of_the_cell() -> None:
    layout = match_headings(["Код", "Полное наименование", "Действует с"], COLUMNS)
    with pytest.raises(CellError, match=r"^Действует с: «вчера»"):
        layout.read(["1", "Школа", "вчера"], START)


def test_extra_cells_are_an_error_of_the_row() -> None:
    layout = match_headings(["Код", "Полное наименование"], COLUMNS)
    error = layout.extra_cells(["1", "Школа", "", "№ 5"])
    assert error is not None
    assert (error.code, error.message) == (
        "extra_cells",
        "В строке ячеек больше, чем заголовков (2): лишняя — «№ 5»; "
        "ожидается, что текст с разделителем внутри взят в кавычки.",
    )


def test_a_row_as_wide_as_the_headings_has_no_extra_cells() -> None:
    layout = match_headings(["Код", "Полное наименование"], COLUMNS)
    assert [layout.extra_cells(cells) for cells in (["1", "Школа"], ["1", "Школа", " "])] == [None, None]
