"""Positions of the state nomenclature and school subjects."""

from apps.core import dictionaries
from apps.core.text import sort_key
from apps.teachers.models import Position, Subject


def load() -> None:
    """Insert what is missing, correct the rest."""
    positions = (position(row) for row in dictionaries.rows("positions"))
    dictionaries.load(Position, "name", positions, "sort_key", "kind", "synonyms")
    subjects = (subject(row) for row in dictionaries.rows("subjects"))
    dictionaries.load(Subject, "name", subjects, "sort_key", "synonyms")


def position(row: dict[str, str]) -> Position:
    """A position of the file."""
    name = row["name"]
    return Position(name=name, sort_key=sort_key(name), kind=row["kind"], synonyms=dictionaries.items(row["synonyms"]))


def subject(row: dict[str, str]) -> Subject:
    """A subject of the file."""
    name = row["name"]
    return Subject(name=name, sort_key=sort_key(name), synonyms=dictionaries.items(row["synonyms"]))
