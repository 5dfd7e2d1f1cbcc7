"""Widths of columns on paper: weights, then words that must not be cut."""

from __future__ import annotations

import pytest

from apps.core.documents.cells import ColumnKind, Ratio
from apps.core.documents.tree import Column, Row, RowStyle, Table
from apps.core.documents.widths import FIRM, column_widths


def table(*rows: Row, columns: tuple[Column, ...]) -> Table:
    return Table("Т", columns, rows)


def test_short_words_leave_the_widths_to_the_weights() -> None:
    made = table(Row(("а", "б")), columns=(Column("А", weight=3), Column("Б")))
    assert column_widths(made, 400, 11) == [300, 100]


def test_a_long_word_takes_room_from_a_column_that_has_it_to_spare() -> None:
    made = table(Row(("а", "ЦНППМ")), columns=(Column("Показатель", weight=5), Column("Ответственный")))
    wide, narrow = column_widths(made, 400, 11)
    assert wide + narrow == pytest.approx(400)
    assert narrow > 80 > 400 / 6


def test_a_column_gives_no_more_than_a_quarter_away() -> None:
    made = table(Row(("а", "б")), columns=(Column("А", weight=5), Column("Достопримечательность" * 3)))
    assert column_widths(made, 600, 11)[0] == pytest.approx(500 * FIRM)


def test_a_number_and_its_unit_are_one_word() -> None:
    columns = (Column("Раздел", weight=6), Column("Доля", ColumnKind.RATIO))
    plain = column_widths(table(Row(("а", Ratio(1, 2))), columns=columns), 400, 11)
    long = column_widths(table(Row(("а", Ratio(1234, 5678)), RowStyle.TOTAL), columns=columns), 400, 11)
    assert long[1] > plain[1]


def test_headings_over_rows_ask_for_no_width() -> None:
    columns = (Column("А"), Column("Б", weight=3))
    made = table(Row(("Достопримечательность",), RowStyle.GROUP), Row(("а", "б")), columns=columns)
    assert column_widths(made, 400, 11) == [100, 300]
