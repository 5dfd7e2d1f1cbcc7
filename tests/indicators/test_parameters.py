"""Parameters of the methods and their windows."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from apps.core.days import add_years
from apps.indicators.parameters import BadParameters, Parameters, parse
from apps.indicators.periods import ONE_DAY, Window, last_with_anniversary

START, DAY = date(2025, 1, 1), date(2025, 12, 31)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({}, Parameters()),
        ({"providers": "any"}, Parameters(providers=None)),
        ({"providers": ["iro", "cnppm"]}, Parameters(providers=("cnppm", "iro"))),
        ({"window": {"since": "2023-01-01"}}, Parameters(window=Window(since=date(2023, 1, 1)))),
        ({"window": {"since": date(2023, 1, 1)}}, Parameters(window=Window(since=date(2023, 1, 1)))),
        ({"window": {"years": 3}}, Parameters(window=Window(years=3))),
        ({"share": "0.7"}, Parameters(share=Decimal("0.7"))),
        ({"theme": " Качество "}, Parameters(theme="Качество")),
    ],
)
def test_parameters_are_read(raw: dict[str, Any], expected: Parameters) -> None:
    assert parse(raw) == expected


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ({"providers": []}, "providers: ожидается any или список типов организаций"),
        ({"window": "year"}, "window: ожидается period, {since: ГГГГ-ММ-ДД} или {years: от 1 до 50}"),
        ({"window": {"years": 0}}, "window: ожидается period, {since: ГГГГ-ММ-ДД} или {years: от 1 до 50}"),
        ({"window": {"since": "вчера"}}, "window: «вчера» — не дата ГГГГ-ММ-ДД"),
        ({"share": "половина"}, "share: «половина» — не число"),
        ({"share": 0}, "share: ожидается доля больше 0 и не больше 1"),
        ({"share": "1.01"}, "share: ожидается доля больше 0 и не больше 1"),
        ({"theme": " "}, "theme: ожидается тематика программы словами"),
        ({"colour": 1}, "неизвестный параметр «colour»; есть: providers, window, share, theme"),
    ],
)
def test_bad_parameter_is_told(raw: dict[str, Any], message: str) -> None:
    with pytest.raises(BadParameters) as refused:
        parse(raw)
    assert str(refused.value) == message


def test_profile_overrides_the_rules_default() -> None:
    assert parse({"window": "period"}, {"window": {"since": "2023-01-01"}}).window == Window()


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (Window(), START),
        (Window(since=date(2023, 1, 1)), date(2023, 1, 1)),
        (Window(years=1), date(2025, 1, 1)),
        (Window(years=3), date(2023, 1, 1)),
    ],
)
def test_window_begins(window: Window, expected: date) -> None:
    assert window.start(START, DAY) == expected


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2024, 2, 29), -1, date(2023, 2, 28)),
        (date(2023, 5, 5), 2, date(2025, 5, 5)),
    ],
)
def test_leap_day_has_its_anniversary_on_the_28th(day: date, years: int, expected: date) -> None:
    assert add_years(day, years) == expected


@pytest.mark.parametrize("years", [3, 35])
@pytest.mark.parametrize("day", [date(2023, 2, 27), date(2023, 2, 28), date(2023, 3, 1), date(2024, 2, 29), DAY])
def test_last_day_with_an_anniversary_divides_the_days(day: date, years: int) -> None:
    last = last_with_anniversary(day, years)
    assert add_years(last, years) <= day < add_years(last + ONE_DAY, years)
