"""Cells: what a column accepts and how a reader sees it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from apps.core.documents.cells import Cell, ColumnKind, Missing, Ratio, accepts, cell_text


@pytest.mark.parametrize(
    ("kind", "cell", "text"),
    [
        (ColumnKind.TEXT, "Ёлкино", "Ёлкино"),
        (ColumnKind.INT, 1234567, "1\u202f234\u202f567"),
        (ColumnKind.INT, 0, "0"),
        (ColumnKind.DECIMAL, D("2.25"), "2,3"),
        (ColumnKind.DECIMAL, 2, "2,0"),
        (ColumnKind.PERCENT, D("41.25"), "41,3\u00a0%"),
        (ColumnKind.PERCENT, D("-0.4"), "\u22120,4\u00a0%"),
        (ColumnKind.DATE, date(2025, 12, 31), "31.12.2025"),
        (ColumnKind.RATIO, Ratio(124, 300), "41,3\u00a0% (124\u00a0из\u00a0300)"),
        (ColumnKind.RATIO, Ratio(0, 0), "—"),
        (ColumnKind.INT, None, "—"),
        (ColumnKind.INT, Missing("нет педагогов"), "—"),
        (ColumnKind.INT, Missing(applicable=False), "не применимо"),
    ],
)
def test_cell_text_writes_each_kind_in_russian(kind: ColumnKind, cell: Cell, text: str) -> None:
    assert cell_text(kind, cell) == text


def test_cell_text_keeps_the_places_of_the_column() -> None:
    assert cell_text(ColumnKind.DECIMAL, D("0.4567"), 3) == "0,457"


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (ColumnKind.TEXT, 5),
        (ColumnKind.INT, "5"),
        (ColumnKind.INT, True),
        (ColumnKind.INT, D(5)),
        (ColumnKind.DECIMAL, 0.5),
        (ColumnKind.PERCENT, Ratio(1, 2)),
        (ColumnKind.DATE, "31.12.2025"),
        (ColumnKind.RATIO, 5),
    ],
)
def test_column_refuses_a_cell_of_another_kind(kind: ColumnKind, cell: Cell) -> None:
    assert accepts(kind, cell) is False


@pytest.mark.parametrize("kind", list(ColumnKind))
def test_column_of_any_kind_accepts_a_missing_value(kind: ColumnKind) -> None:
    assert (accepts(kind, None), accepts(kind, Missing("нет данных"))) == (True, True)


def test_ratio_rounds_half_up_and_knows_no_division_by_zero() -> None:
    assert (Ratio(1, 8).percent, Ratio(1, 2000).percent, Ratio(0, 0).percent) == (D("12.5"), D("0.1"), None)


def test_ratio_refuses_a_negative_count() -> None:
    with pytest.raises(ValueError, match="a share of -1 of 3 cannot be"):
        Ratio(-1, 3)


def test_missing_reason_is_printable() -> None:
    assert Missing("нет\x00данных").reason == "нет данных"
