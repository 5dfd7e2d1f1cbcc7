"""СНИЛС: check digits, accepted spellings, masks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core import snils

NINE = st.integers(1, 999_999_999).map(lambda n: f"{n:09}")


def whole(nine: str) -> str:
    return nine + snils.check_digits(nine)


@pytest.mark.parametrize(
    ("nine", "tail"),
    [
        ("112233445", "95"),  # the sample of the Pension Fund
        ("087654303", "00"),  # the sum is 202, twice 101
        ("000000060", "12"),
        ("999999999", "01"),  # 405 modulo 101
    ],
)
def test_check_digits_follow_the_official_rule(nine: str, tail: str) -> None:
    total = sum(int(digit) * weight for digit, weight in zip(nine, range(9, 0, -1), strict=True))
    assert snils.check_digits(nine) == f"{total % 101 % 100:02}" == tail


@pytest.mark.parametrize("nine", ["", "12345678", "1234567890", "12345678x", "١٢٣٤٥٦٧٨٩"])
def test_check_digits_want_nine_digits(nine: str) -> None:
    with pytest.raises(ValueError, match="nine digits"):
        snils.check_digits(nine)


@given(NINE)
def test_is_valid_accepts_what_check_digits_complete(nine: str) -> None:
    assert snils.is_valid(whole(nine)) is True


@given(NINE, st.integers(0, 8), st.integers(1, 9))
def test_is_valid_notices_one_wrong_digit(nine: str, place: int, shift: int) -> None:
    changed = nine[:place] + str((int(nine[place]) + shift) % 10) + nine[place + 1 :]
    # One digit moves the sum by 1…81, so only the pair 0/100 (both written 00) may go unseen.
    same = snils.check_digits(changed) == snils.check_digits(nine)
    assert snils.is_valid(changed + snils.check_digits(nine)) is (same and changed != "000000000")


@pytest.mark.parametrize("digits", ["00000000000", "1122334459", "112233445950", "11223344596", "1122334459x"])
def test_is_valid_refuses_what_is_no_snils(digits: str) -> None:
    assert snils.is_valid(digits) is False


@pytest.mark.parametrize(
    "written",
    ["112-233-445 95", "11223344595", " 112 233 445 95 ", "112–233–445–95", 11223344595, 11223344595.0],
)
def test_normalize_reads_every_accepted_spelling(written: str | int | float) -> None:
    assert snils.normalize(written) == "11223344595"


@given(st.integers(1, 99_999_999).map(lambda n: f"{n:09}"))
def test_normalize_gives_leading_zeros_back(nine: str) -> None:
    assert snils.normalize(float(int(whole(nine)))) == whole(nine)
    assert snils.normalize(str(int(whole(nine)))) == whole(nine)


@pytest.mark.parametrize("written", ["", "abc", "112-233-445", "-11223344595", "112233445951", 1.5, "12 34", -5])
def test_normalize_names_a_wrong_form(written: str | int | float) -> None:
    with pytest.raises(snils.InvalidSnils) as caught:
        snils.normalize(written)
    assert caught.value.code == "snils_format"


@pytest.mark.parametrize("written", ["112-233-445 96", "00000000000", 0])
def test_normalize_lets_the_check_digits_decide(written: str | int) -> None:
    with pytest.raises(snils.InvalidSnils) as caught:
        snils.normalize(written)
    assert caught.value.code == "snils_check"


def test_format_snils_uses_the_usual_groups() -> None:
    assert snils.format_snils("11223344595") == "112-233-445 95"


def test_mask_shows_the_last_five() -> None:
    assert snils.mask("11223344595") == "***-***-445 95"


@pytest.mark.parametrize(
    ("written", "masked"),
    [
        ("112-233-445 96", "***-***-445 96"),
        (11223344596.0, "***-***-445 96"),
        ("112-233-445", "***-***-***"),
        ("112233445951", "*******45951"),
        ("нет", "нет"),
    ],
)
def test_mask_raw_hides_wrong_numbers_too(written: object, masked: str) -> None:
    assert snils.mask_raw(written) == masked
