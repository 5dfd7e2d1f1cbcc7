"""Value types of numbered things: СНИЛС, ОКТМО, ИНН, ОГРН.

A numeric cell that lost its leading zeros gets them back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from apps.core import requisites, snils
from apps.core.tabular.cells import Cell, Mismatch, plain_text
from apps.core.tabular.values import ValueType


@dataclass(frozen=True)
class SnilsType(ValueType[str]):
    """СНИЛС as eleven digits; the check digits decide, messages show it masked."""

    code: ClassVar[str] = "snils"

    @property
    def expected(self) -> str:
        return "СНИЛС вида 112-233-445 95 или 11 цифр"

    def show(self, cell: Cell) -> str:
        return f"«{snils.mask_raw(plain_text(cell))}»"

    def convert(self, cell: Cell) -> str:
        if isinstance(cell, bool) or not isinstance(cell, str | int | float):
            raise Mismatch("snils_format", "это не 11 цифр")
        try:
            return snils.normalize(cell)
        except snils.InvalidSnils as invalid:
            raise Mismatch(invalid.code, str(invalid)) from None


def digits_of(cell: Cell, lengths: tuple[int, ...]) -> str:
    """Return the digits of a code, with the one leading zero a spreadsheet may have eaten put back.

    Raises Mismatch ``digits`` where something else than digits stands, or their number is wrong.
    """
    text = plain_text(cell) if isinstance(cell, str | int | float) and not isinstance(cell, bool) else ""
    if not (text.isascii() and text.isdigit()):
        raise Mismatch("digits", "это не цифры")
    if len(text) + 1 in lengths and len(text) not in lengths:
        text = f"0{text}"
    if len(text) not in lengths:
        raise Mismatch("digits", f"цифр {len(text)}")
    return text


@dataclass(frozen=True)
class OktmoType(ValueType[str]):
    """ОКТМО of a region or a municipality: eight digits."""

    code: ClassVar[str] = "oktmo"

    @property
    def expected(self) -> str:
        return "код ОКТМО из 8 цифр"

    def convert(self, cell: Cell) -> str:
        digits = digits_of(cell, (requisites.OKTMO_LENGTH,))
        if not requisites.is_oktmo(digits):
            raise Mismatch("oktmo", "такого кода не бывает")
        return digits


@dataclass(frozen=True)
class InnType(ValueType[str]):
    """ИНН of 10 or 12 digits with right check digits."""

    code: ClassVar[str] = "inn"

    @property
    def expected(self) -> str:
        return "ИНН из 10 или 12 цифр"

    def convert(self, cell: Cell) -> str:
        digits = digits_of(cell, requisites.INN_LENGTHS)
        if not requisites.is_valid_inn(digits):
            raise Mismatch("inn", "не сходятся контрольные цифры")
        return digits


@dataclass(frozen=True)
class OgrnType(ValueType[str]):
    """ОГРН of 13 or 15 digits with a right check digit."""

    code: ClassVar[str] = "ogrn"

    @property
    def expected(self) -> str:
        return "ОГРН из 13 или 15 цифр"

    def convert(self, cell: Cell) -> str:
        text = plain_text(cell)
        digits = digits_of(text if len(text) in requisites.OGRN_LENGTHS else None, requisites.OGRN_LENGTHS)
        if not requisites.is_valid_ogrn(digits):
            raise Mismatch("ogrn", "не сходятся контрольные цифры")
        return digits


SNILS = SnilsType()
OKTMO = OktmoType()
INN = InnType()
OGRN = OgrnType()
