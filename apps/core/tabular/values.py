"""Value types of spreadsheet columns: what a cell means, and how a wrong one is explained (FORMATS).

A type reads one raw cell: ``DATE.read(cell, "Дата рождения")`` gives a value, KEEP (an empty cell),
CLEAR (a single ``-``) or raises CellError. Types are small, frozen and compared by value.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar, Generic, TypeVar

from apps.core.tabular.cells import Blank, Cell, CellError, Mismatch, blank_of, plain_text, quote
from apps.core.text import format_number, plural, sort_key

T = TypeVar("T")
FIRST_YEAR = 1900
LAST_YEAR = 2200
MAX_INTEGER = 2_147_483_647
MINUTES = 24 * 60
_SHOWN_CHOICES = 20
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_RUSSIAN_DATE = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4})")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_THOUSANDS = re.compile(r"(?<=[0-9])[ \u00a0\u202f\u2009](?=[0-9]{3}(?![0-9]))")
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]+@(?:[\w](?:[\w-]*[\w])?\.)+[\w-]*[^\W\d_][\w-]*")
_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?::00)?")
_URL = re.compile(r"https?://[^\s/<>\"']+\.[^\s<>\"']+", re.IGNORECASE)
_DASHES = re.compile(r"\s*[\u2010-\u2015\u2212-]\s*")


class ValueType(ABC, Generic[T]):
    """How the cells of a column are read. ``code`` names the type for templates and writers."""

    code: ClassVar[str]

    @property
    @abstractmethod
    def expected(self) -> str:
        """What should stand in the cell, in the nominative: «дата в виде ДД.ММ.ГГГГ»."""

    @abstractmethod
    def convert(self, cell: Cell) -> T:
        """Turn a filled cell into a value; raises Mismatch."""

    def show(self, cell: Cell) -> str:
        """Write the cell's value for a message."""
        return quote(cell)

    def read(self, cell: Cell, column: str) -> T | Blank:
        """Read a raw cell of the named column: a value, KEEP or CLEAR; raises CellError."""
        blank = blank_of(cell)
        if blank is not None:
            return blank
        try:
            return self.convert(cell)
        except Mismatch as mismatch:
            raise self.error(cell, column, mismatch) from None

    def error(self, cell: Cell, column: str, mismatch: Mismatch) -> CellError:
        """Explain a mismatch: the column, the value, the reason, what is expected."""
        reason = f" — {mismatch.reason}" if mismatch.reason else " не подходит"
        message = f"{column}: {self.show(cell)}{reason}; ожидается {self.expected}."
        return CellError(mismatch.code, message, column)


@dataclass(frozen=True)
class TextType(ValueType[str]):
    """Free text; whatever it begins with, it stays text and is never evaluated."""

    code: ClassVar[str] = "text"
    max_length: int = 0

    @property
    def expected(self) -> str:
        if not self.max_length:
            return "текст"
        length = f"{format_number(self.max_length)} {plural(self.max_length, 'знака', 'знаков', 'знаков')}"
        return f"текст не длиннее {length}"

    def read(self, cell: Cell, column: str) -> str | Blank:
        """Read a raw cell; ordinary text, most cells of any file, takes this shorter way."""
        text = cell.strip() if isinstance(cell, str) else ""
        fits = not self.max_length or len(text) <= self.max_length
        if text and text != "-" and fits and text.isprintable():
            return text
        return super().read(cell, column)

    def convert(self, cell: Cell) -> str:
        text = cell.strip() if isinstance(cell, str) else plain_text(cell)
        if _CONTROL.search(text):
            raise Mismatch("text_characters", "есть недопустимые (управляющие) символы")
        if self.max_length and len(text) > self.max_length:
            raise Mismatch("text_length", "слишком длинно")
        return text


@dataclass(frozen=True)
class DateType(ValueType[date]):
    """A date cell, ДД.ММ.ГГГГ or ГГГГ-ММ-ДД, of the years 1900–2200."""

    code: ClassVar[str] = "date"

    @property
    def expected(self) -> str:
        return "дата в виде ДД.ММ.ГГГГ или ГГГГ-ММ-ДД, год от 1900 до 2200"

    def convert(self, cell: Cell) -> date:
        if isinstance(cell, str):
            return _date_of_text(cell.strip())
        if not isinstance(cell, date):
            raise Mismatch("date_format", "это не дата")
        return _checked_year(cell.date() if isinstance(cell, datetime) else cell)


def _checked_year(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Mismatch("date_year", "год вне допустимых")
    return day


@lru_cache(maxsize=16_384)
def _date_of_text(text: str) -> date:
    if found := _RUSSIAN_DATE.fullmatch(text):
        day, month, year = found.groups()
    elif found := _ISO_DATE.fullmatch(text):
        year, month, day = found.groups()
    else:
        raise Mismatch("date_format", "это не дата")
    try:
        return _checked_year(date(int(year), int(month), int(day)))
    except ValueError:
        raise Mismatch("date_missing", "такого дня нет в календаре") from None


@dataclass(frozen=True)
class LogicalType(ValueType[bool]):
    """да/нет, 1/0 or a logical cell."""

    code: ClassVar[str] = "logical"
    _words: ClassVar[Mapping[str, bool]] = {"да": True, "нет": False, "1": True, "0": False}

    @property
    def expected(self) -> str:
        return "«да» или «нет» (можно 1 или 0)"

    def convert(self, cell: Cell) -> bool:
        if isinstance(cell, bool):
            return cell
        value = self._words.get(plain_text(cell).lower()) if isinstance(cell, str | int | float) else None
        if value is None:
            raise Mismatch("logical")
        return value


@dataclass(frozen=True)
class DecimalType(ValueType[Decimal]):
    """A number with a decimal comma or point. ``places`` is the most decimals accepted (None: any)."""

    code: ClassVar[str] = "decimal"
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    places: int | None = None

    @property
    def expected(self) -> str:
        parts = ["число"]
        if self.minimum is not None:
            parts.append(f"от {format_number(self.minimum)}")
        if self.maximum is not None:
            parts.append(f"до {format_number(self.maximum)}")
        if self.places is not None:
            parts.append(f"(знаков после запятой — не больше {self.places})")
        return " ".join(parts)

    def convert(self, cell: Cell) -> Decimal:
        number = exact_number(cell)
        if self.places is not None and number != round(number, self.places):
            raise Mismatch("number_places", "лишние знаки после запятой")
        return check_range(number, self.minimum, self.maximum)


def exact_number(cell: Cell) -> Decimal:
    """Return the number of a cell exactly as a person sees it (15 significant digits); raises Mismatch."""
    if isinstance(cell, bool) or cell is None or isinstance(cell, date):
        raise Mismatch("number", "это не число")
    if isinstance(cell, int | float):
        number = Decimal(f"{cell:.15g}") if isinstance(cell, float) else Decimal(cell)
        if not number.is_finite():
            raise Mismatch("number", "это не число")
        return number
    text = _THOUSANDS.sub("", cell.strip().replace("\u2212", "-"))
    if len(text) > 40 or not _NUMBER.fullmatch(text):
        raise Mismatch("number", "это не число")
    return Decimal(text.replace(",", "."))


def check_range(number: Decimal, minimum: Decimal | None, maximum: Decimal | None) -> Decimal:
    """Return the number if it lies within the bounds, both inclusive; raises Mismatch."""
    if minimum is not None and number < minimum:
        raise Mismatch("number_range", "слишком мало")
    if maximum is not None and number > maximum:
        raise Mismatch("number_range", "слишком много")
    return number


@dataclass(frozen=True)
class IntegerType(ValueType[int]):
    """A whole number, zero or more unless declared otherwise."""

    code: ClassVar[str] = "integer"
    minimum: int = 0
    maximum: int = MAX_INTEGER

    @property
    def expected(self) -> str:
        start = f"целое число от {_bound(self.minimum)}"
        return start if self.maximum == MAX_INTEGER else f"{start} до {_bound(self.maximum)}"

    def convert(self, cell: Cell) -> int:
        number = exact_number(cell)
        if number != number.to_integral_value():
            raise Mismatch("integer", "это не целое число")
        return int(check_range(number, Decimal(self.minimum), Decimal(self.maximum)))


def _bound(number: int) -> str:
    """Write a bound: four digits are often a year, and a year has no space in it."""
    return str(number) if 1_000 <= number < 10_000 else format_number(number)


@lru_cache(maxsize=16_384)
def match_key(text: str) -> str:
    """Return what labels are compared by: no case, ё as е, spaces collapsed, every dash alike."""
    return _DASHES.sub("-", sort_key(text))


@dataclass(frozen=True)
class ChoiceType(ValueType[T]):
    """One of a closed list, written by its Russian label; ``aliases`` are other accepted spellings."""

    code: ClassVar[str] = "choice"
    choices: Mapping[str, T]
    aliases: Mapping[str, T] = field(default_factory=dict)
    _by_key: Mapping[str, T] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        spellings = {**self.aliases, **self.choices}
        object.__setattr__(self, "_by_key", {match_key(label): value for label, value in spellings.items()})

    @property
    def labels(self) -> tuple[str, ...]:
        """The accepted labels in their declared order, for drop-downs."""
        return tuple(self.choices)

    @property
    def expected(self) -> str:
        shown = ", ".join(f"«{label}»" for label in self.labels[:_SHOWN_CHOICES])
        rest = ", …" if len(self.labels) > _SHOWN_CHOICES else ""
        return f"одно из значений: {shown}{rest}"

    def convert(self, cell: Cell) -> T:
        key = match_key(plain_text(cell))
        if key not in self._by_key:
            raise Mismatch("choice", "такого значения нет в списке")
        return self._by_key[key]


@dataclass(frozen=True)
class ListType(ValueType[tuple[T, ...]]):
    """Several values of one type with ``;`` between; repeated ones are taken once, order is kept."""

    code: ClassVar[str] = "list"
    item: ValueType[T]

    @property
    def expected(self) -> str:
        return f"перечень через «;», в нём {self.item.expected}"

    def convert(self, cell: Cell) -> tuple[T, ...]:
        parts = [part.strip() for part in plain_text(cell).split(";")]
        values = tuple(dict.fromkeys(self._convert_part(part) for part in parts if part))
        if not values:
            raise Mismatch("list", "перечень пуст")
        return values

    def _convert_part(self, part: str) -> T:
        try:
            return self.item.convert(part)
        except Mismatch as mismatch:
            raise Mismatch(mismatch.code, f"{quote(part)}: {mismatch.reason or 'не подходит'}") from None


@dataclass(frozen=True)
class EmailType(ValueType[str]):
    """An e-mail address; the domain may be Cyrillic."""

    code: ClassVar[str] = "email"

    @property
    def expected(self) -> str:
        return "адрес электронной почты вида name@example.ru"

    def convert(self, cell: Cell) -> str:
        text = plain_text(cell)
        if len(text) > 254 or ".." in text or not text.isprintable() or not _EMAIL.fullmatch(text):
            raise Mismatch("email", "это не адрес электронной почты")
        return text


@dataclass(frozen=True)
class TimeType(ValueType[time]):
    """A time of day: a time cell, ЧЧ:ММ, or the part of a day a spreadsheet keeps it as."""

    code: ClassVar[str] = "time"

    @property
    def expected(self) -> str:
        return "время в виде ЧЧ:ММ"

    def convert(self, cell: Cell) -> time:
        if isinstance(cell, float) and 0 <= cell < 1:
            minutes = round(cell * MINUTES)
            return time(minutes // 60 % 24, minutes % 60)
        found = _TIME.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if found is None:
            raise Mismatch("time", "это не время")
        return time(int(found[1]), int(found[2]))


@dataclass(frozen=True)
class UrlType(TextType):
    """An address on the web: http or https only, it is shown as a link."""

    code: ClassVar[str] = "text"

    @property
    def expected(self) -> str:
        return "адрес страницы вида https://example.ru"

    def read(self, cell: Cell, column: str) -> str | Blank:
        """Read a raw cell; no shorter way here."""
        return ValueType.read(self, cell, column)

    def convert(self, cell: Cell) -> str:
        text = super().convert(cell)
        if not _URL.fullmatch(text):
            raise Mismatch("url", "это не адрес страницы")
        return text


TEXT = TextType()
DATE = DateType()
TIME = TimeType()
LOGICAL = LogicalType()
NUMBER = DecimalType()
INTEGER = IntegerType()
EMAIL = EmailType()
