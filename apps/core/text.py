"""Russian text on screens and in stored keys: numbers, percents, dates, plurals.

Everything a person reads is typographically bound: U+202F (narrow, non-breaking) stands between
thousands, U+00A0 between a number and its word, so a figure never breaks at a line end (UI.md).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

NBSP = "\u00a0"
THIN = "\u202f"
DASH = "—"
MINUS = "\u2212"

DIGITS = 5
_NUMBER = re.compile(r"[0-9]+")
_LOOSE = re.compile(r" (?=[—–] )|(?<=№) (?=[^\s<])|(?<=\bп\.) (?=[0-9])")

Number = int | float | Decimal


def sort_key(text: str) -> str:
    """Return the stored key by which people sort and search: lower case, ё as е, spaces collapsed.

    The result is in Unicode form C, so «й» typed on a Mac and on Windows is one letter.
    """
    return " ".join(unicodedata.normalize("NFC", text).lower().replace("ё", "е").split())


def natural_key(text: str) -> str:
    """Return a stored key in which numbers follow one another as people count: «№ 3» before «№ 103».

    It is ``sort_key`` with zeros before every number that has fewer than ``DIGITS`` digits.
    """
    return _NUMBER.sub(lambda found: found[0].zfill(DIGITS), sort_key(text))


def bound(text: str) -> str:
    """Return the text as it is printed: no line begins with a dash, «№» and «п.» keep their number."""
    return _LOOSE.sub(NBSP, text)


def plural(n: int, one: str, few: str, many: str) -> str:
    """Return the word form that goes with n: ``plural(2, "педагог", "педагога", "педагогов")``."""
    tail = abs(n) % 100
    if 11 <= tail <= 14:
        return many
    if tail % 10 == 1:
        return one
    return few if 2 <= tail % 10 <= 4 else many


def in_sentence(text: str) -> str:
    """A title inside a sentence: its first letter small, unless it begins with an abbreviation (ИОМ stays ИОМ)."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def count_text(n: int, one: str, few: str, many: str) -> str:
    """Return the number with its word: «1 204 педагога», all spaces non-breaking."""
    return f"{format_number(n)}{NBSP}{plural(n, one, few, many)}"


def round_half_up(value: Number, places: int) -> Decimal:
    """Round to ``places`` decimals the way people do by hand: 0.05 → 0.1, never to even."""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def format_number(value: Number | None, places: int | None = None) -> str:
    """Write a number: thin spaces between thousands, decimal comma, a real minus; «—» for None.

    ``places`` fixes the number of decimals (half-up); without it the value's own decimals are kept.
    """
    if value is None:
        return DASH
    if places is not None:
        value = round_half_up(value, places)
    elif isinstance(value, float):
        value = Decimal(repr(value))
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return text.replace(",", THIN).replace(".", ",").replace("-", MINUS)


def percent(numerator: int, denominator: int) -> Decimal | None:
    """Return 100·numerator/denominator with one decimal, half-up; None for a zero denominator."""
    if denominator == 0:
        return None
    return round_half_up(Decimal(numerator) * 100 / Decimal(denominator), 1)


def format_percent(numerator: int, denominator: int) -> str:
    """Write a share: «41,3 %»; «—» for a zero denominator."""
    value = percent(numerator, denominator)
    return DASH if value is None else f"{format_number(value)}{NBSP}%"


def ratio_text(numerator: int, denominator: int) -> str:
    """Write a share with what it is made of: «41,3 % (124 из 300)»; «—» for a zero denominator."""
    if denominator == 0:
        return DASH
    parts = f"{format_number(numerator)}{NBSP}из{NBSP}{format_number(denominator)}"
    return f"{format_percent(numerator, denominator)} ({parts})"


def format_date(value: date | None) -> str:
    """Write a date as ДД.ММ.ГГГГ; «—» for None."""
    return DASH if value is None else f"{value.day:02}.{value.month:02}.{value.year:04}"


def format_interval(start: date | None, end: date | None) -> str:
    """Write a span of days: «с 01.01.2025 по 31.12.2025», one day as itself, an open end left out.

    Open on both sides is «без ограничения срока».
    """
    if start is not None and start == end:
        return format_date(start)
    parts = [f"{word}{NBSP}{format_date(day)}" for word, day in (("с", start), ("по", end)) if day is not None]
    return " ".join(parts) or "без ограничения срока"
