"""The rule ``linear_pace``, by hand."""

from datetime import date
from decimal import Decimal

import pytest

from apps.core.text import percent
from apps.monitoring.live.pace import Course, needed, projected
from apps.monitoring.selectors.values import Value

YEAR = (date(2025, 1, 1), date(2025, 12, 31))


def course(day: date, base: int | None = 0, end: date = YEAR[1]) -> Course:
    return Course(YEAR[0], day, end, base)


@pytest.mark.parametrize(
    ("numerator", "denominator", "target", "more"),
    [(86, 1500, "20", 214), (300, 1500, "20", 0), (299, 1500, "20", 1), (5999, 30000, "20", 0), (0, 3, "20", 1),
     (0, 7, "100", 7),
     (1, 3, "33.3", 0), (1, 3, "33.34", 1), (0, 5, "0", 0), (10, 4, "20", 0)],
)  # fmt: skip
def test_needed_reaches_the_target_as_it_is_shown(numerator: int, denominator: int, target: str, more: int) -> None:
    assert needed(Value(numerator, denominator), Decimal(target)) == more


def test_needed_is_the_least_that_reaches_it() -> None:
    for denominator in range(1, 60):
        for tenths in range(0, 1001, 37):
            target = Decimal(tenths) / 10
            more = needed(Value(0, denominator), target)
            shown, less = percent(more, denominator), percent(max(0, more - 1), denominator)
            assert shown is not None
            assert shown >= target
            assert less is not None
            assert more == 0 or less < target


def test_needed_of_nobody_is_no_question() -> None:
    with pytest.raises(ValueError, match="empty denominator"):
        needed(Value(0, 0), Decimal(20))


def test_projection_goes_on_at_the_same_pace() -> None:
    # 73 of the 365 days are a fifth of the year.
    assert projected(Value(30, 1000), course(date(2025, 3, 14))) == Decimal("15.0")


def test_projection_on_the_last_day_is_the_value_itself() -> None:
    assert projected(Value(30, 1000), course(YEAR[1])) == Decimal("3.0")


def test_projection_of_a_window_from_before_the_period_goes_on_from_what_was_there() -> None:
    assert projected(Value(130, 1000), course(date(2025, 3, 14), base=100)) == Decimal("25.0")


def test_projection_of_a_value_that_fell_stays() -> None:
    assert projected(Value(90, 1000), course(date(2025, 3, 14), base=100)) == Decimal("9.0")


def test_projection_without_what_was_there_is_not_told() -> None:
    assert projected(Value(130, 1000), course(date(2025, 3, 14), base=None)) is None


def test_projection_is_never_over_a_hundred() -> None:
    assert projected(Value(900, 1000), course(date(2025, 3, 14))) == Decimal("100.0")


def test_projection_of_the_first_days_is_not_told() -> None:
    assert projected(Value(30, 1000), course(date(2025, 1, 29))) is None
    assert projected(Value(30, 1000), course(date(2025, 1, 30))) == Decimal("36.5")


def test_projection_of_a_half_year_ends_in_june() -> None:
    # 90 of 181 days.
    assert projected(Value(90, 1000), course(date(2025, 3, 31), end=date(2025, 6, 30))) == Decimal("18.1")


def test_projection_of_nobody_is_not_told() -> None:
    assert projected(Value(0, 0), course(date(2025, 6, 1))) is None
