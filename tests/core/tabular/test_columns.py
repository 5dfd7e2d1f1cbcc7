"""A declared column reads its cells and offers its choices."""

from __future__ import annotations

from datetime import date

import pytest

from apps.core.tabular.cells import CellError
from apps.core.tabular.columns import Column
from apps.core.tabular.values import DATE, LOGICAL, TEXT, ChoiceType, ValueType


def test_column_reads_by_its_type_under_its_title() -> None:
    assert Column("Дата", DATE).read("01.09.2024") == date(2024, 9, 1)
    with pytest.raises(CellError, match=r"^Дата: «x»"):
        Column("Дата", DATE).read("x")


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        (ChoiceType({"ПК": 1, "ПП": 2}), ("ПК", "ПП")),
        (LOGICAL, ("да", "нет")),
        (TEXT, ("a",)),
        (DATE, ("a",)),
    ],
)
def test_column_options_come_from_the_type_or_suggestions(kind: ValueType[object], options: tuple[str, ...]) -> None:
    assert Column("Вид", kind, suggestions=("a",)).options == options


def test_column_missing_says_what_to_fill_in() -> None:
    error = Column("Код", TEXT).missing()
    assert (error.code, error.column, error.message) == (
        "required",
        "Код",
        "Код: ячейка пуста; ожидается текст.",
    )
