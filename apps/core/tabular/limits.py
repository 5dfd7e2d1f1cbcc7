"""How much of a stranger's file we are ready to read, and the sentences with which we refuse the rest."""

from __future__ import annotations

from dataclasses import dataclass

FAR_ROW = 300_000
"""A filled cell in this row or below is far: no list of ours is so long."""
FAR_COLUMN = 261
"""A filled cell in this column (JA) or to the right is far."""
WHAT_IS_EXPECTED = "ожидается книга Excel (.xlsx) или текст с разделителями (.csv)"


@dataclass(frozen=True)
class Limits:
    """Bounds of one parse; sizes in bytes, times in seconds."""

    max_rows: int = FAR_ROW - 2
    file_size: int = 200 * 2**20
    memory: int = 1536 * 2**20
    output: int = 2**30
    cpu_seconds: int = 60
    wall_seconds: int = 120
    zip_entries: int = 2_000
    unpacked: int = 2**30
    ratio: int = 200
    ratio_from: int = 20 * 2**20


class Refusal(Exception):
    """The file is not read; the text is one Russian sentence for the user."""


def column_letters(index: int) -> str:
    """Return the letters of the column with the zero-based index: 0 → A, 27 → AB."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
