"""Russian text helpers: numbers, percents, dates, plurals, keys."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core import text


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("Ёлкин", "елкин"),
        ("  Семёнов\u00a0  Пётр ", "семенов петр"),
        ("ИИ\u0306", "ий"),
        ("", ""),
        ("А\tБ\nВ", "а б в"),
    ],
)
def test_sort_key_ignores_case_yo_and_spaces(raw: str, key: str) -> None:
    assert text.sort_key(raw) == key


@given(st.text(alphabet="АЕЁЙабеёйИи -\u00a0\tAz"))
def test_sort_key_of_a_key_is_the_key(raw: str) -> None:
    key = text.sort_key(raw)
    assert text.sort_key(key) == key


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("Школа № 3", "школа № 00003"),
        ("Лицей 12/45-а", "лицей 00012/00045-а"),
        ("Школа № 003", "школа № 00003"),
        ("№ 123456", "№ 123456"),
        ("Гимназия", "гимназия"),
    ],
)
def test_natural_key_puts_zeros_before_short_numbers(raw: str, key: str) -> None:
    assert text.natural_key(raw) == key


def test_natural_key_sorts_as_people_count() -> None:
    names = ["Школа № 103", "Школа № 20", "Школа № 3", "Детский сад № 11"]
    assert sorted(names, key=text.natural_key) == ["Детский сад № 11", "Школа № 3", "Школа № 20", "Школа № 103"]


@pytest.mark.parametrize(
    ("n", "word"),
    [
        (0, "педагогов"),
        (1, "педагог"),
        (2, "педагога"),
        (4, "педагога"),
        (5, "педагогов"),
        (11, "педагогов"),
        (14, "педагогов"),
        (21, "педагог"),
        (22, "педагога"),
        (111, "педагогов"),
        (1001, "педагог"),
        (-1, "педагог"),
    ],
)
def test_plural_agrees_with_the_number(n: int, word: str) -> None:
    assert text.plural(n, "педагог", "педагога", "педагогов") == word


def test_count_text_binds_number_and_word() -> None:
    assert text.count_text(1204, "педагог", "педагога", "педагогов") == "1\u202f204\u00a0педагога"


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (0, None, "0"),
        (999, None, "999"),
        (1000, None, "1\u202f000"),
        (1_300_000, None, "1\u202f300\u202f000"),
        (-1234, None, "\u22121\u202f234"),
        (12.5, None, "12,5"),
        (Decimal("1234.50"), None, "1\u202f234,50"),
        (Decimal("1E+3"), None, "1\u202f000"),
        (2.25, 1, "2,3"),
        (Decimal("0.05"), 1, "0,1"),
        (7, 1, "7,0"),
        (None, 1, "—"),
    ],
)
def test_format_number_writes_the_russian_way(value: text.Number | None, places: int | None, written: str) -> None:
    assert text.format_number(value, places) == written


@pytest.mark.parametrize(
    ("numerator", "denominator", "value"),
    [
        (124, 300, Decimal("41.3")),
        (1, 2000, Decimal("0.1")),
        (1, 8, Decimal("12.5")),
        (5, 5, Decimal("100.0")),
        (0, 5, Decimal("0.0")),
        (1, 0, None),
    ],
)
def test_percent_rounds_half_up(numerator: int, denominator: int, value: Decimal | None) -> None:
    assert text.percent(numerator, denominator) == value


def test_format_percent_binds_the_sign() -> None:
    assert text.format_percent(124, 300) == "41,3\u00a0%"


def test_format_percent_of_nothing_is_a_dash() -> None:
    assert text.format_percent(0, 0) == "—"


def test_ratio_text_shows_what_the_share_is_made_of() -> None:
    assert text.ratio_text(1240, 3000) == "41,3\u00a0% (1\u202f240\u00a0из\u00a03\u202f000)"


def test_ratio_text_of_nothing_is_a_dash() -> None:
    assert text.ratio_text(0, 0) == "—"


def test_format_date_is_day_month_year() -> None:
    assert text.format_date(date(1925, 3, 9)) == "09.03.1925"


def test_format_date_of_none_is_a_dash() -> None:
    assert text.format_date(None) == "—"


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), "с\u00a001.01.2025 по\u00a031.12.2025"),
        (date(2025, 1, 1), None, "с\u00a001.01.2025"),
        (None, date(2025, 12, 31), "по\u00a031.12.2025"),
        (date(2025, 1, 1), date(2025, 1, 1), "01.01.2025"),
        (None, None, "без ограничения срока"),
    ],
)
def test_format_interval_leaves_an_open_end_out(start: date | None, end: date | None, written: str) -> None:
    assert text.format_interval(start, end) == written


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Просроченные пункты", "просроченные пункты"),
        ("ИОМ без движения", "ИОМ без движения"),
        ("В срок", "в срок"),
        ("", ""),
    ],
)
def test_title_in_a_sentence_begins_small_unless_it_is_an_abbreviation(title: str, inside: str) -> None:
    assert text.in_sentence(title) == inside


def test_bound_text_lets_no_line_begin_with_a_dash_or_a_number() -> None:
    bound = text.bound("срок — 20.01.2026, школа № 5, приказ от 14.07.2021 №\u00a0783, п. 6 — далее")
    assert bound == ("срок\u00a0— 20.01.2026, школа №\u00a05, приказ от 14.07.2021 №\u00a0783, п.\u00a06\u00a0— далее")
