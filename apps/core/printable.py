"""Text that every document can hold."""

from __future__ import annotations

import re

# XML 1.0 cannot hold these, so neither SVG, DOCX nor XLSX can; a stray one in a name must not fail a report.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Replace the characters that no document can hold by a space."""
    return _UNPRINTABLE.sub(" ", text)


def printable_fields(node: object, *names: str) -> None:
    """Make the text fields of a frozen dataclass printable; for its ``__post_init__``."""
    for name in names:
        object.__setattr__(node, name, _printable(getattr(node, name)))


def _printable(value: object) -> object:
    if type(value) is str:  # not isinstance: an enum of strings must stay what it is
        return printable(value)
    return tuple(map(_printable, value)) if isinstance(value, tuple) else value
