"""ИНН, ОГРН, ОКТМО: check digits and forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core import requisites


@pytest.mark.parametrize("digits", ["7707083893", "500100732259", "7830002293"])
def test_is_valid_inn_accepts_real_ones(digits: str) -> None:
    assert requisites.is_valid_inn(digits) is True


@pytest.mark.parametrize(
    "digits", ["7707083894", "500100732258", "0000000000", "770708389", "77070838930", "77070x3893"]
)
def test_is_valid_inn_refuses_others(digits: str) -> None:
    assert requisites.is_valid_inn(digits) is False


@given(st.integers(1, 9_999_999_999))
def test_inn_check_digits_complete_a_number(number: int) -> None:
    nine, ten = f"{number % 999_999_999 + 1:09}"[-9:], f"{number:010}"
    assert requisites.is_valid_inn(nine + requisites.inn_check_digits(nine)) is (nine.strip("0") != "")
    assert requisites.is_valid_inn(ten + requisites.inn_check_digits(ten)) is True


@pytest.mark.parametrize("base", ["", "12345678", "12345678901", "12345678a"])
def test_inn_check_digits_want_nine_or_ten(base: str) -> None:
    with pytest.raises(ValueError, match="nine or ten"):
        requisites.inn_check_digits(base)


@pytest.mark.parametrize("digits", ["1027700132195", "304500116000157"])
def test_is_valid_ogrn_accepts_real_ones(digits: str) -> None:
    assert requisites.is_valid_ogrn(digits) is True


@pytest.mark.parametrize(
    "digits", ["1027700132196", "304500116000158", "0000000000000", "102770013219", "10277001321x5"]
)
def test_is_valid_ogrn_refuses_others(digits: str) -> None:
    assert requisites.is_valid_ogrn(digits) is False


@given(st.integers(1, 10**12 - 1))
def test_ogrn_check_digit_completes_a_number(number: int) -> None:
    base = f"{number:012}"
    assert requisites.is_valid_ogrn(base + requisites.ogrn_check_digit(base)) is True


def test_ogrn_check_digit_wants_twelve_or_fourteen() -> None:
    with pytest.raises(ValueError, match="twelve or fourteen"):
        requisites.ogrn_check_digit("123")


@pytest.mark.parametrize(
    ("digits", "form"),
    [("17000000", True), ("04000000", True), ("00000000", False), ("1700000", False), ("1700000a", False)],
)
def test_is_oktmo_wants_eight_digits(digits: str, form: bool) -> None:
    assert requisites.is_oktmo(digits) is form
