"""СНИЛС of people who do not exist, with right check digits."""

from __future__ import annotations


def check_digits(number: str) -> str:
    """The two check digits of the nine digits of a number."""
    total = sum(int(digit) * weight for digit, weight in zip(number, range(9, 0, -1), strict=True))
    return f"{total % 101 % 100:02d}"


def snils(index: int) -> str:
    """The eleven digits of the fictitious person with this index (0 and up)."""
    number = f"{900_000_000 + index * 37:09d}"
    return number + check_digits(number)
