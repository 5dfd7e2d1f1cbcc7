"""СНИЛС: the eleven-digit number by which a person is known (DOMAIN 3).

Stored as eleven digits, shown as ``112-233-445 95``, masked as ``***-***-445 95``.
"""

from __future__ import annotations

import re

LENGTH = 11
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212]+")
_DIGITS = re.compile(r"[0-9]+")
_SHOWN_TAIL = 5


class InvalidSnils(ValueError):
    """Not a СНИЛС; ``code`` is ``snils_format`` or ``snils_check``, the text a Russian reason."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def check_digits(nine: str) -> str:
    """Return the two check digits of a nine-digit number.

    Each digit is multiplied by its place counted from the right; the sum is taken modulo 101, 100 gives 00.
    """
    if len(nine) != LENGTH - 2 or not _DIGITS.fullmatch(nine):
        raise ValueError("nine digits are expected")
    # Written out: this runs for every row of every import. 2160 takes the codes of the digits themselves off.
    a, b, c, d, e, f, g, h, i = nine.encode()
    total = 9 * a + 8 * b + 7 * c + 6 * d + 5 * e + 4 * f + 3 * g + 2 * h + i - 2160
    return f"{total % 101 % 100:02}"


def is_valid(digits: str) -> bool:
    """Tell whether the text is eleven digits with right check digits; the all-zero number is nobody's."""
    if len(digits) != LENGTH or not _DIGITS.fullmatch(digits):
        return False
    return digits[:9] != "000000000" and check_digits(digits[:9]) == digits[9:]


def normalize(value: str | int | float) -> str:
    """Return the eleven digits of a СНИЛС written in any accepted way.

    Accepted: ``112-233-445 95``, eleven digits, and a bare number that lost its leading zeros in
    a spreadsheet (FORMATS, Spreadsheets). Raises InvalidSnils.
    """
    digits = _digits_of(value)
    if not is_valid(digits):
        raise InvalidSnils("snils_check", "не сходятся контрольные цифры")
    return digits


def _digits_of(value: str | int | float) -> str:
    if isinstance(value, str) and len(value) == LENGTH and _DIGITS.fullmatch(value):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    digits = _SEPARATORS.sub("", text)
    if text[:1] == "-" or not _DIGITS.fullmatch(digits) or len(digits) > LENGTH:
        raise InvalidSnils("snils_format", "это не 11 цифр")
    if len(digits) < LENGTH and digits != text:
        raise InvalidSnils("snils_format", "это не 11 цифр")
    return digits.zfill(LENGTH)


def format_snils(digits: str) -> str:
    """Write eleven digits as ``112-233-445 95``."""
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:9]} {digits[9:]}"


def mask(digits: str) -> str:
    """Write a СНИЛС so that the person is recognized by those who know it: ``***-***-445 95``."""
    return f"***-***-{digits[6:9]} {digits[9:]}"


def mask_raw(value: object) -> str:
    """Mask what somebody typed instead of a СНИЛС, right or wrong, for messages and logs."""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
    digits = "".join(_DIGITS.findall(text))
    if len(digits) == LENGTH:
        return mask(digits)
    hidden = len(digits) - (_SHOWN_TAIL if len(digits) > LENGTH else 0)
    return _hide_first(text[:40], max(hidden, 0))


def _hide_first(text: str, count: int) -> str:
    shown: list[str] = []
    for char in text:
        if char.isdigit() and count > 0:
            char, count = "*", count - 1
        shown.append(char)
    return "".join(shown)
