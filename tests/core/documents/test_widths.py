"""Widths of columns on paper: weights, then words that must not be cut."""

from __future__ import annotations

import pytest

from apps.core.documents.cells import ColumnKind, Ratio
from apps.core.documents.tree import Column, Row, RowStyle, Table
from apps.core.documents.widths import FIRM, broken_ratios, column_widths


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


SHARES = (Column("Муниципалитет", weight=4), Column("Доля", ColumnKind.RATIO, weight=2))


def test_a_share_stands_in_one_line_where_a_tenth_of_the_names_is_enough() -> None:
    made = table(Row(("а", Ratio(124, 300))), columns=SHARES)
    widths = column_widths(made, 290, 11)
    assert widths[1] > 290 / 3
    assert broken_ratios(made, widths, 11) == [False, False]


def test_all_shares_of_a_narrow_column_break_alike() -> None:
    made = table(Row(("а", Ratio(1, 2))), Row(("б", Ratio(12_400, 30_000))), columns=SHARES)
    assert broken_ratios(made, [150.0, 80.0], 11) == [False, True]


def test_a_sum_breaks_by_itself() -> None:
    made = table(Row(("а", Ratio(1, 2))), Row(("Всего", Ratio(12_400, 30_000)), RowStyle.TOTAL), columns=SHARES)
    assert broken_ratios(made, [150.0, 100.0], 11) == [False, False]
