"""What an answer brings, kind by kind, and what holds for every answer."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.diagnostics.enums import ItemKind
from apps.diagnostics.services.scoring import share

THIRD, HALF = Fraction(1, 3), Fraction(1, 2)
LETTERS = "абвгд"
KEYS: dict[str, Any] = {
    "single": ["б"],
    "multiple": ["а", "в"],
    "matching": {"1": "б", "2": "а", "3": "в"},
    "order": ["в", "а", "б"],
    "number": {"value": "12.5", "tolerance": "0.1"},
    "text": ["Выготский", "Лев Выготский"],
}


@pytest.mark.parametrize(
    ("kind", "value", "worth"),
    [
        ("single", "б", 1),
        ("single", "а", 0),
        ("single", ["б"], 0),
        ("multiple", ["а", "в"], 1),
        ("multiple", ["в", "а", "а"], 1),
        ("multiple", ["а"], HALF),
        ("multiple", ["а", "б"], 0),
        ("multiple", ["а", "б", "в"], HALF),
        ("multiple", ["б", "г"], 0),
        ("multiple", [], 0),
        ("multiple", [["а"]], 0),
        ("matching", {"1": "б", "2": "а", "3": "в"}, 1),
        ("matching", {"1": "б", "2": "в", "3": "а"}, THIRD),
        ("matching", {"1": "б"}, THIRD),
        ("matching", {"4": "б"}, 0),
        ("matching", "б", 0),
        ("order", ["в", "а", "б"], 1),
        ("order", ["а", "в", "б"], THIRD),
        ("order", ["б", "а", "в"], 0),
        ("order", ["в", "а"], 0),
        ("order", [1, 2, 3], 0),
        ("number", "12,5", 1),
        ("number", " 12.6 ", 1),
        ("number", "12,4", 1),
        ("number", "12,61", 0),
        ("number", "двенадцать", 0),
        ("number", "NaN", 0),
        ("number", 12.5, 0),
        ("text", "выготский.", 1),
        ("text", "  ЛЕВ   Выготский ", 1),
        ("text", "Выготский Лев", 0),
        ("text", "", 0),
        ("text", None, 0),
    ],
)
def test_share_of_an_answer(kind: str, value: Any, worth: Any) -> None:
    assert share(kind, KEYS[kind], value) == worth


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=2), inner, max_size=4),
    max_leaves=8,
)


@given(kind=st.sampled_from([kind.value for kind in ItemKind]), value=JSON)
def test_whatever_is_sent_brings_between_nothing_and_one_point(kind: str, value: Any) -> None:
    assert 0 <= share(kind, KEYS[kind], value) <= 1


@given(right=st.sets(st.sampled_from(LETTERS), min_size=1), chosen=st.sets(st.sampled_from(LETTERS)))
def test_a_wrong_choice_more_never_brings_more(right: set[str], chosen: set[str]) -> None:
    worth = share("multiple", sorted(right), sorted(chosen))
    for letter in set(LETTERS) - right - chosen:
        assert share("multiple", sorted(right), sorted({*chosen, letter})) <= worth
    assert share("multiple", sorted(right), list(LETTERS)) == max(0, Fraction(2 * len(right) - 5, len(right)))


@given(key=st.permutations(LETTERS), value=st.permutations(LETTERS))
def test_an_order_and_its_reverse_never_bring_both(key: list[str], value: list[str]) -> None:
    there, back = share("order", key, value), share("order", key, value[::-1])
    assert min(there, back) == 0
    assert (there == 1) == (key == value)


@given(value=st.dictionaries(st.sampled_from("123"), st.sampled_from(LETTERS)))
def test_a_matching_brings_its_right_pairs(value: dict[str, str]) -> None:
    right = sum(value.get(left) == letter for left, letter in KEYS["matching"].items())
    assert share("matching", KEYS["matching"], value) == Fraction(right, 3)
