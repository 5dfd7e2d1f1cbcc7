"""What a cell may hold, and what may be wrong with it."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Final

Cell = str | int | float | bool | date | None
"""One raw cell of a spreadsheet. Numbers of an .xlsx are floats; an empty cell is ``""`` or None."""


class Blank(Enum):
    """The two cells that hold no value but an intention (FORMATS: an empty cell, a single ``-``)."""

    KEEP = "keep"
    CLEAR = "clear"


KEEP: Final = Blank.KEEP
CLEAR: Final = Blank.CLEAR


class CellError(Exception):
    """A cell that cannot be read: ``code`` for programs, ``message`` one Russian sentence for people.

    The message names the column, the value (СНИЛС masked) and what is expected.
    """

    def __init__(self, code: str, message: str, column: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.column = column


class Mismatch(Exception):
    """A filled cell does not fit its type; turned into a CellError, which names the column."""

    def __init__(self, code: str, reason: str = "") -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def quote(value: object, limit: int = 60) -> str:
    """Write a value for a message: in «ёлочки», on one line, not too long."""
    if isinstance(value, bool):
        value = "да" if value else "нет"
    elif isinstance(value, date):
        value = f"{value:%d.%m.%Y}"
    elif isinstance(value, float):
        value = f"{value:.15g}".replace(".", ",")
    text = " ".join(str(value).split())
    return f"«{text if len(text) <= limit else text[: limit - 1] + '…'}»"


def is_empty(cell: Cell) -> bool:
    """Tell whether a cell looks empty to a person: nothing in it, or spaces only."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def blank_of(cell: Cell) -> Blank | None:
    """Return KEEP for an empty cell, CLEAR for a single ``-``, None for a filled one."""
    if cell is None:
        return KEEP
    if isinstance(cell, str):
        stripped = cell.strip()
        if not stripped:
            return KEEP
        if stripped == "-":
            return CLEAR
    return None


def plain_text(cell: Cell) -> str:
    """Write any cell as the text a person sees in it: 12.0 → «12», a date → «01.09.2025», True → «да»."""
    if isinstance(cell, bool):
        return "да" if cell else "нет"
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    if isinstance(cell, date):
        return f"{cell.day:02}.{cell.month:02}.{cell.year:04}"
    return "" if cell is None else str(cell).strip()
