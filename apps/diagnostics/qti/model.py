"""What both sides of the package agree on. Nothing here imports Django: the limited child reads it too."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
ITEM_TYPE = "imsqti_item_xmlv2p1"
MANIFEST = "imsmanifest.xml"
MOST_ITEMS, LARGEST_FILE, LARGEST_PACKAGE, MOST_RATIO = 2_000, 2 * 2**20, 100 * 2**20, 200


class Refused(Exception):
    """The package is not read; the text is one Russian sentence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a package: ``competence`` and ``difficulty`` stand in its label (empty and 0 where it has none)."""

    code: str
    kind: str
    text: str
    options: Any
    key: Any
    competence: str = ""
    difficulty: int = 0
    picture: Path | None = None
    picture_words: str = ""


class Found(NamedTuple):
    """One item as it was read: options and key in the author's notation, the name of its picture in the folder."""

    code: str
    kind: str
    text: str
    answers: str
    competence: str
    difficulty: int
    picture: str
    picture_words: str


@dataclass(frozen=True, slots=True)
class Package:
    """What was read of a package, and of every other item why it was not."""

    items: list[Found]
    refused: list[str]


def identifier(letter: str) -> str:
    """A letter of an option as an identifier of XML: Russian letters are no part of what every reader takes."""
    return f"C{ord(letter):X}" if len(letter) == 1 and not letter.isascii() else f"C_{letter}"
