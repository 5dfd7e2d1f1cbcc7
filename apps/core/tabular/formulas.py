"""Text that a spreadsheet would take for a formula (FORMATS: never evaluated, neutralized on every export).

In an .xlsx such a text is a string cell of the format «Текст» with the quote prefix, so its characters stay as they
are. A .csv knows no types: an apostrophe is put before the text, and our reader takes exactly one off again.
"""

from __future__ import annotations

import re

STARTS = "=+-@\t\r\n＝＋－＠"
_DANGEROUS = re.compile(f"'*[{re.escape(STARTS)}]")
_NEUTRALISED = re.compile(f"'+[{re.escape(STARTS)}]")
_FIRST = frozenset(STARTS + "'")


def is_dangerous(text: str) -> bool:
    """Tell whether a spreadsheet would not take the text for plain text."""
    return text[:1] in STARTS and text != ""


def neutralise(text: str) -> str:
    """Return the text as it may stand in a .csv; ``restore`` undoes it."""
    if text[:1] in _FIRST and _DANGEROUS.match(text):
        return f"'{text}"
    return text


def restore(text: str) -> str:
    """Undo ``neutralise``; any other text stays as it is."""
    return text[1:] if text[:1] == "'" and _NEUTRALISED.match(text) else text
