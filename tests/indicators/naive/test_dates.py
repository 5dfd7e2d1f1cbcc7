"""Windows, anniversaries, age: the boundary days by name."""

from __future__ import annotations

from datetime import date

import pytest

from tests.indicators.naive.dates import PERIOD, Span, Window, add_years, is_young
from tests.indicators.naive.rules import percentage
from tests.indicators.naive.snils import check_digits, snils

OLD_ENOUGH, FRESH = date(1995, 5, 5), date(2024, 9, 1)


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2024, 12, 31), -3, date(2021, 12, 31)),
        (date(1988, 2, 29), 35, date(2023, 2, 28)),
        (date(2020, 2, 29), 4, date(2024, 2, 29)),
        (date(2024, 2, 28), 1, date(2025, 2, 28)),
    ],
)
def test_anniversary_of_29_february_is_28_february_in_a_common_year(day: date, years: int, expected: date) -> None:
    assert add_years(day, years) == expected


@pytest.mark.parametrize(
    ("window", "first"),
    [
        (PERIOD, date(2024, 7, 1)),
        (Window(since=date(2023, 1, 1)), date(2023, 1, 1)),
        (Window(years=1), date(2024, 1, 1)),
        (Window(years=3), date(2022, 1, 1)),
    ],
)
def test_window_ends_on_the_reporting_day(window: Window, first: date) -> None:
    assert window.on(date(2024, 7, 1), date(2024, 12, 31)) == Span(first, date(2024, 12, 31))


def test_window_of_one_year_up_to_29_february_begins_on_1_march() -> None:
    assert Window(years=1).on(date(2024, 1, 1), date(2024, 2, 29)) == Span(date(2023, 3, 1), date(2024, 2, 29))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 12, 31), False),
        (date(2024, 1, 1), True),
        (date(2024, 12, 31), True),
        (date(2025, 1, 1), False),
        (None, False),
    ],
)
def test_span_holds_both_its_ends(day: date | None, expected: bool) -> None:
    assert (day in Span(date(2024, 1, 1), date(2024, 12, 31))) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, date(2023, 12, 31), False),
        (None, date(2024, 1, 1), True),
        (date(2024, 12, 31), None, True),
        (date(2025, 1, 1), None, False),
        (date(2020, 1, 1), date(2030, 1, 1), True),
    ],
)
def test_spans_overlap_by_a_single_day(start: date | None, end: date | None, expected: bool) -> None:
    assert Span(date(2024, 1, 1), date(2024, 12, 31)).overlaps(Span(start, end)) == expected


def test_window_that_begins_after_the_day_overlaps_nothing() -> None:
    window = Window(since=date(2025, 6, 1)).on(date(2024, 1, 1), date(2024, 12, 31))
    assert window.overlaps(Span(None, None)) is False


@pytest.mark.parametrize(
    ("birth", "day", "expected"),
    [
        (date(1989, 12, 31), date(2024, 12, 30), True),
        (date(1989, 12, 31), date(2024, 12, 31), False),
        (date(1990, 1, 1), date(2024, 12, 31), True),
        (date(1988, 2, 29), date(2023, 2, 27), True),
        (date(1988, 2, 29), date(2023, 2, 28), False),
        (None, date(2024, 12, 31), False),
    ],
)
def test_young_specialist_is_no_longer_young_on_the_35th_birthday(
    birth: date | None, day: date, expected: bool
) -> None:
    career = add_years(day, -1)
    assert is_young(birth, career, day) == expected


@pytest.mark.parametrize(
    ("career", "day", "expected"),
    [
        (date(2021, 12, 31), date(2024, 12, 30), True),
        (date(2021, 12, 31), date(2024, 12, 31), False),
        (date(2022, 1, 1), date(2024, 12, 31), True),
        (date(2020, 2, 29), date(2023, 2, 27), True),
        (date(2020, 2, 29), date(2023, 2, 28), False),
        (None, date(2024, 12, 31), False),
    ],
)
def test_young_specialist_ends_on_the_third_anniversary(career: date | None, day: date, expected: bool) -> None:
    assert is_young(OLD_ENOUGH, career, day) == expected


def test_young_specialist_with_unknown_dates_is_not_one() -> None:
    assert (is_young(None, None, date(2024, 12, 31)), is_young(OLD_ENOUGH, FRESH, date(2024, 12, 31))) == (
        False,
        True,
    )


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [(124, 300, "41.3"), (1, 8, "12.5"), (1, 16, "6.3"), (3, 16, "18.8"), (0, 5, "0.0"), (5, 5, "100.0")],
)
def test_percentage_is_rounded_half_up_to_one_decimal(numerator: int, denominator: int, expected: str) -> None:
    assert percentage(numerator, denominator) == expected


def test_percentage_over_nothing_is_no_value() -> None:
    assert percentage(0, 0) is None


def test_snils_has_the_check_digits_of_the_published_example() -> None:
    assert check_digits("112233445") == "95"


@pytest.mark.parametrize(("number", "digits"), [("002960002", "00"), ("002960003", "00"), ("002999998", "00")])
def test_snils_remainder_of_a_hundred_is_two_zeros(number: str, digits: str) -> None:
    assert check_digits(number) == digits


def test_snils_of_two_people_differ() -> None:
    assert len({snils(index) for index in range(1000)}) == 1000
