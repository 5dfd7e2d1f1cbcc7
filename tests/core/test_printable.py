"""Text that every document can hold."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from apps.core.charts import Series
from apps.core.printable import printable


def test_printable_replaces_what_no_document_can_hold() -> None:
    assert printable("а\x00б\x0bв\ud800г\uffff\tд\nе") == "а б в г \tд\nе"


def test_printable_keeps_letters_of_every_script() -> None:
    assert printable("Ёж «א» 😀 \u202f\u00a0") == "Ёж «א» 😀 \u202f\u00a0"


@given(st.text(st.characters(exclude_categories=())))
def test_printable_text_is_xml(text: str) -> None:
    safe = printable(text).replace("&", "").replace("<", "")
    assert ElementTree.fromstring(f"<a>{safe}</a>").tag == "a"


def test_series_name_is_printable() -> None:
    assert Series("а\x00б", (1,)).name == "а б"
