"""What COPY takes comes out as it was."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import example, given, settings
from hypothesis import strategies as st

from apps.core.imports.copying import ABSENT, array_text, copy_text

pytestmark = pytest.mark.django_db
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"))


def copied(sql_type: str, text: str) -> object:
    """The value that PostgreSQL reads from a line of one column."""
    table = f"copied_{sql_type.replace('[]', 's')}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE IF NOT EXISTS {table} (value {sql_type})")
        cursor.execute(f"DELETE FROM {table}")
        with cursor.copy(f"COPY {table} FROM STDIN") as copy:
            copy.write(f"{text}\n")
        cursor.execute(f"SELECT value FROM {table}")
        (value,) = cursor.fetchone()
    return value


@pytest.mark.parametrize(
    ("sql_type", "value"),
    [
        ("date", date(1961, 4, 12)),
        ("time", time(9, 30)),
        ("boolean", True),
        ("boolean", False),
        ("numeric", Decimal("0.75")),
        ("integer", 40),
    ],
)
def test_every_type_of_value_comes_out_as_it_was(sql_type: str, value: object) -> None:
    assert copied(sql_type, copy_text(value)) == value


def test_absent_value_is_null() -> None:
    assert copied("text", ABSENT) is None


@settings(max_examples=40)
@given(TEXTS)
@example("\\N")
@example("\\.")
@example("a\tb\nc\rd\\e")
def test_text_comes_out_as_it_was(text: str) -> None:
    assert copied("text", copy_text(text)) == text


@settings(max_examples=40)
@given(st.lists(TEXTS))
@example(['"', "\\", "NULL", "", "a,b", "{}"])
def test_list_comes_out_as_it_was(texts: list[str]) -> None:
    assert copied("text[]", array_text(texts)) == texts
