"""The scale of a chart: round steps, zero always on it."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.charts.scale import scale_for
from apps.core.charts.svg import shorten, text_width, wrap


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        (["41.3"], ["0", "10", "20", "30", "40", "50"]),
        (["100"], ["0", "20", "40", "60", "80", "100"]),
        (["0.35", "-0.42"], ["-0.6", "-0.4", "-0.2", "0", "0.2", "0.4"]),
        (["0"], ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        ([], ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        (["12"], ["0", "2.5", "5", "7.5", "10", "12.5"]),
    ],
)
def test_scale_marks_round_values(values: list[str], ticks: list[str]) -> None:
    assert scale_for([D(value) for value in values]).ticks() == [D(tick) for tick in ticks]


@given(st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=20))
def test_scale_holds_zero_and_every_value(values: list[D]) -> None:
    scale = scale_for(values)
    assert all(scale.low <= value <= scale.high for value in [D(0), *values])
    assert len(scale.ticks()) <= 8


def test_wrap_breaks_between_words_and_marks_what_is_cut() -> None:
    assert wrap("Гусь-Хрустальный муниципальный округ Владимирской области", 140, 2) == [
        "Гусь-Хрустальный",
        "муниципальный о…",
    ]


@given(st.text(max_size=60), st.integers(30, 400))
def test_shorten_never_exceeds_the_width(content: str, width: int) -> None:
    assert text_width(shorten(content, width)) <= width
