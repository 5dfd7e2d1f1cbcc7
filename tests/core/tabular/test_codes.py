"""Codes in cells: lost zeros come back, check digits decide, СНИЛС is masked in every message."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core import snils
from apps.core.tabular.cells import CLEAR, KEEP, Cell, CellError
from apps.core.tabular.codes import INN, OGRN, OKTMO, SNILS
from apps.core.tabular.values import ValueType


def failure(kind: ValueType[Any], cell: Cell, column: str = "Код") -> CellError:
    with pytest.raises(CellError) as caught:
        kind.read(cell, column)
    return caught.value


@pytest.mark.parametrize("kind", [SNILS, OKTMO, INN, OGRN])
def test_codes_keep_and_clear(kind: ValueType[str]) -> None:
    assert (kind.read("", "Код"), kind.read("-", "Код")) == (KEEP, CLEAR)


@given(st.integers(1, 999_999_999).map(lambda n: f"{n:09}"))
def test_snils_reads_a_number_that_lost_its_zeros(nine: str) -> None:
    whole = nine + snils.check_digits(nine)
    cells: list[Cell] = [float(int(whole)), whole, snils.format_snils(whole)]
    assert [SNILS.read(cell, "СНИЛС") for cell in cells] == [whole] * 3


def test_snils_error_is_masked_and_complete() -> None:
    error = failure(SNILS, "112-233-445 96", "СНИЛС")
    assert (error.code, error.message) == (
        "snils_check",
        "СНИЛС: «***-***-445 96» — не сходятся контрольные цифры; ожидается СНИЛС вида 112-233-445 95 или 11 цифр.",
    )


@pytest.mark.parametrize("cell", ["12345", "112-233", 1122334459612.0, 55.5, "тел. 89001234567"])
def test_snils_error_never_shows_the_number(cell: Cell) -> None:
    digits = "".join(char for char in str(cell) if char.isdigit())
    assert digits[:5] not in failure(SNILS, cell, "СНИЛС").message.split(";")[0]


@pytest.mark.parametrize("cell", [True, date(2024, 1, 1), "нет"])
def test_snils_refuses_other_kinds_of_cells(cell: Cell) -> None:
    assert failure(SNILS, cell).code == "snils_format"


@pytest.mark.parametrize("cell", ["04701000", 4701000.0, 4701000, "4701000", " 04701000 "])
def test_oktmo_gets_its_leading_zero_back(cell: Cell) -> None:
    assert OKTMO.read(cell, "ОКТМО") == "04701000"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("170000", "digits"),
        ("170000000", "digits"),
        ("17-000", "digits"),
        ("00000000", "oktmo"),
        (True, "digits"),
    ],
)
def test_oktmo_refuses_others(cell: Cell, code: str) -> None:
    assert failure(OKTMO, cell).code == code


def test_oktmo_error_counts_the_digits() -> None:
    message = failure(OKTMO, "17701000001", "ОКТМО").message
    assert message == "ОКТМО: «17701000001» — цифр 11; ожидается код ОКТМО из 8 цифр."


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("7707083893", "7707083893"),
        (7707083893.0, "7707083893"),
        (500100732259.0, "500100732259"),
        (277142407.0, "0277142407"),
    ],
)
def test_inn_reads_organizations_and_people(cell: Cell, value: str) -> None:
    assert INN.read(cell, "ИНН") == value


@pytest.mark.parametrize(("cell", "code"), [("7707083894", "inn"), ("77070838", "digits"), ("ИНН", "digits")])
def test_inn_refuses_others(cell: Cell, code: str) -> None:
    assert failure(INN, cell).code == code


@pytest.mark.parametrize("cell", ["1027700132195", 1027700132195.0])
def test_ogrn_reads_text_and_numbers(cell: Cell) -> None:
    assert OGRN.read(cell, "ОГРН") == "1027700132195"


@pytest.mark.parametrize(("cell", "code"), [("1027700132196", "ogrn"), ("102770013219", "digits"), ("x", "digits")])
def test_ogrn_refuses_others(cell: Cell, code: str) -> None:
    assert failure(OGRN, cell).code == code
