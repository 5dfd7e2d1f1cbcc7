"""What a body says, whatever its form, and what a role may never read in one."""

import html
from io import BytesIO
from typing import Any
from zipfile import ZipFile

TEACHER, HEAD, COLLEAGUE, STRANGER, FOREIGNER = "Своева", "Директорова", "Коллегина", "Посторонняя", "Иногородняя"
MENTORS = {
    "own": "Наставниковаours",
    "managers": "Наставниковаmanagers",
    "colleague": "Наставниковаcolleague",
    "stranger": "Наставниковаstranger",
    "foreign": "Наставниковаforeigner",
}
FOREIGN_PEOPLE = (FOREIGNER, MENTORS["foreign"])
STRANGE_PEOPLE = (STRANGER, MENTORS["stranger"])
COLLEAGUES = (COLLEAGUE, MENTORS["colleague"])
OWN_PEOPLE = (TEACHER, HEAD, MENTORS["own"], MENTORS["managers"])
EVERYBODY = (*OWN_PEOPLE, *COLLEAGUES, *STRANGE_PEOPLE, *FOREIGN_PEOPLE)
OTHER_SCHOOLS = ("Школа А-2", "Школа Б-1", "Чужая школа")

# Written by hand from DOMAIN 8: the rights table and the wall are what is tried.
FORBIDDEN: dict[str, tuple[str, ...]] = {
    "administrator": EVERYBODY,
    "federal": (*EVERYBODY, "Чужая школа"),
    "cnppm": (*FOREIGN_PEOPLE, "Чужая школа"),
    "iro": (*FOREIGN_PEOPLE, "Чужая школа"),
    "copmkp": (*EVERYBODY, "Школа А-1", *OTHER_SCHOOLS),
    "ministry": (*EVERYBODY, "Чужая школа"),
    "moo": (*EVERYBODY, "Школа Б-1", "Чужая школа"),
    "umo": (*EVERYBODY, "Чужая школа"),
    "methodist": (*STRANGE_PEOPLE, *FOREIGN_PEOPLE, "Школа Б-1", "Чужая школа"),
    "operator": (*COLLEAGUES, *STRANGE_PEOPLE, *FOREIGN_PEOPLE, *OTHER_SCHOOLS),
    "council": (*COLLEAGUES, *STRANGE_PEOPLE, *FOREIGN_PEOPLE, *OTHER_SCHOOLS),
    "tutor": (HEAD, *COLLEAGUES, *STRANGE_PEOPLE, *FOREIGN_PEOPLE, *OTHER_SCHOOLS),
    "teacher": (HEAD, *COLLEAGUES, *STRANGE_PEOPLE, *FOREIGN_PEOPLE, *OTHER_SCHOOLS),
}


def unpacked(data: bytes) -> str:
    """The text of a file: of an office document all its parts."""
    if data[:2] == b"PK":
        with ZipFile(BytesIO(data)) as archive:
            return " ".join(unpacked(archive.read(name)) for name in archive.namelist())
    return html.unescape(data.decode("utf-8", errors="ignore"))


def text_of(response: Any) -> str:
    """The text of a response."""
    streaming = getattr(response, "streaming", False)
    return unpacked(b"".join(response.streaming_content) if streaming else response.content)


def leaks(role: str, text: str) -> list[str]:
    """What of the forbidden stands in a text."""
    return [word for word in FORBIDDEN[role] if word in text]
