"""Neutralising text that looks like a formula, and undoing it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.tabular.formulas import STARTS, is_dangerous, neutralise, restore


@pytest.mark.parametrize("start", list(STARTS))
def test_neutralise_puts_an_apostrophe_before_every_dangerous_start(start: str) -> None:
    assert (is_dangerous(f"{start}1"), neutralise(f"{start}1")) == (True, f"'{start}1")


@pytest.mark.parametrize("text", ["", "Анна", "1=1", "'слово", " =1", "«-»"])
def test_neutralise_leaves_other_text_alone(text: str) -> None:
    assert (is_dangerous(text), neutralise(text), restore(text)) == (False, text, text)


@given(st.text(alphabet="'=+-@\t\rabc", max_size=6))
def test_restore_undoes_neutralise(text: str) -> None:
    assert restore(neutralise(text)) == text


@given(st.text(max_size=6))
def test_what_is_neutralised_is_not_dangerous(text: str) -> None:
    assert is_dangerous(neutralise(text)) is False
