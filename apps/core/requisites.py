"""Codes of organizations and territories: ИНН, ОГРН, ОКТМО and their check digits."""

from __future__ import annotations

import re
from collections.abc import Sequence

_DIGITS = re.compile(r"[0-9]+")
_INN_WEIGHTS = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
OKTMO_LENGTH = 8
INN_LENGTHS = (10, 12)
OGRN_LENGTHS = (13, 15)


def _inn_digit(digits: str, weights: Sequence[int]) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return str(total % 11 % 10)


def inn_check_digits(base: str) -> str:
    """Return what completes an ИНН: one digit for nine (an organization), two for ten (a person)."""
    if not _DIGITS.fullmatch(base) or len(base) not in (9, 10):
        raise ValueError("nine or ten digits are expected")
    first = _inn_digit(base, _INN_WEIGHTS[-len(base) :])
    return first if len(base) == 9 else first + _inn_digit(base + first, _INN_WEIGHTS)


def is_valid_inn(digits: str) -> bool:
    """Tell whether the text is an ИНН of 10 or 12 digits with right check digits."""
    if len(digits) not in INN_LENGTHS or not _DIGITS.fullmatch(digits):
        return False
    base = digits[:9] if len(digits) == 10 else digits[:10]
    return digits.strip("0") != "" and base + inn_check_digits(base) == digits


def ogrn_check_digit(base: str) -> str:
    """Return the check digit of an ОГРН (12 digits before it) or ОГРНИП (14): modulo 11 (13), last digit."""
    if not _DIGITS.fullmatch(base) or len(base) not in (12, 14):
        raise ValueError("twelve or fourteen digits are expected")
    return str(int(base) % (len(base) - 1) % 10)


def is_valid_ogrn(digits: str) -> bool:
    """Tell whether the text is an ОГРН (13 digits) or ОГРНИП (15) with a right check digit."""
    if len(digits) not in OGRN_LENGTHS or not _DIGITS.fullmatch(digits):
        return False
    return digits.strip("0") != "" and ogrn_check_digit(digits[:-1]) == digits[-1]


def is_oktmo(digits: str) -> bool:
    """Tell whether the text has the form of a region's or municipality's ОКТМО: eight digits."""
    return len(digits) == OKTMO_LENGTH and _DIGITS.fullmatch(digits) is not None and digits.strip("0") != ""
