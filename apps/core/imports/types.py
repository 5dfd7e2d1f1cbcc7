"""Small helpers of the declarations."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models

from apps.core.tabular.values import ChoiceType, ListType, TextType
from apps.core.text import DIGITS

LIST = ListType(TextType())
CAPITALS = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯё"
SMALL = "абвгдеежзийклмнопрстуфхцчшщъыьэюяе"


def choice(enum: type[models.TextChoices], aliases: Mapping[str, str] | None = None) -> ChoiceType[str]:
    """A closed list of a model as a value type: the label in the cell, the code in the database."""
    return ChoiceType({str(member.label): str(member.value) for member in enum}, aliases or {})


def escape(text: str) -> str:
    """A text as an SQL literal inside a statement that takes parameters."""
    return "'" + text.replace("'", "''").replace("%", "%%") + "'"


def sort_key_sql(expression: str) -> str:
    """``core.text.sort_key`` as SQL.

    The server's own lower() knows Cyrillic only in some locales (the planner sees which, once a statement); letter by
    letter is five times dearer.
    """
    own = f'lower(({expression}) COLLATE "default")'
    lowered = (
        f"CASE WHEN lower('Ё') = 'ё' THEN replace({own}, 'ё', 'е') ELSE translate({own}, '{CAPITALS}', '{SMALL}') END"
    )
    return f"btrim(regexp_replace({lowered}, '\\s+', ' ', 'g'))"


def natural_key_sql(expression: str) -> str:
    """``core.text.natural_key`` as SQL: numbers of fewer digits get zeros, one replacement for each length."""
    key = sort_key_sql(expression)
    for length in range(1, DIGITS):
        key = f"regexp_replace({key}, '(?<![0-9])([0-9]{{{length}}})(?![0-9])', '{'0' * (DIGITS - length)}\\1', 'g')"
    return key
