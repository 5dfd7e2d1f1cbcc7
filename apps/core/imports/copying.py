"""Values as the text that COPY takes (PostgreSQL, COPY, Text Format): written once for a value, not once for a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable

ABSENT = r"\N"
_SPECIAL = re.compile(r"[\\\t\n\r]")
_ESCAPED = {"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"}
_QUOTED = re.compile(r'(["\\])')


def copy_text(value: object) -> str:
    """A value of a cell (a text, a day, a time, a number, a truth, a list of texts) as one column of a line."""
    if isinstance(value, str):
        return _SPECIAL.sub(lambda found: _ESCAPED[found[0]], value)
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, tuple | list):
        return array_text(value)
    return str(value)


def array_text(texts: Iterable[str]) -> str:
    """A list of texts as an array."""
    quoted = (_QUOTED.sub(r"\\\1", text) for text in texts)
    return copy_text("{" + ",".join(f'"{text}"' for text in quoted) + "}")
