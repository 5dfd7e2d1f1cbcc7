"""Empty cells, the clearing dash, and values in messages."""

from __future__ import annotations

from datetime import date

import pytest

from apps.core.tabular.cells import CLEAR, KEEP, Blank, Cell, blank_of, is_empty, quote


@pytest.mark.parametrize(
    ("cell", "meaning"),
    [
        ("", KEEP),
        (None, KEEP),
        (" \u00a0\t", KEEP),
        ("-", CLEAR),
        (" - ", CLEAR),
        ("--", None),
        ("—", None),
        ("x", None),
        (0.0, None),
        (False, None),
    ],
)
def test_blank_of_tells_keep_from_clear(cell: Cell, meaning: Blank | None) -> None:
    assert blank_of(cell) == meaning


@pytest.mark.parametrize(("cell", "empty"), [("", True), (None, True), ("  ", True), (0, False), (False, False)])
def test_is_empty_sees_what_a_person_sees(cell: Cell, empty: bool) -> None:
    assert is_empty(cell) is empty


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("два\n слова", "«два слова»"),
        (12.0, "«12»"),
        (12.5, "«12,5»"),
        (True, "«да»"),
        (date(2025, 1, 2), "«02.01.2025»"),
        ("я" * 100, "«" + "я" * 59 + "…»"),
    ],
)
def test_quote_writes_one_short_line(value: object, written: str) -> None:
    assert quote(value) == written
