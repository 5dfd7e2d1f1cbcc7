"""Intervals of means, compared with SciPy's on the same data."""

import random

import pytest
from scipy import stats

from apps.core.statistics import mean_interval, t_quantile


@pytest.mark.parametrize("freedom", [1, 2, 4, 9, 30, 499])
@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.999])
def test_quantile_is_scipys(freedom: int, confidence: float) -> None:
    assert t_quantile(freedom, confidence) == pytest.approx(stats.t.ppf((1 + confidence) / 2, freedom), rel=1e-9)


@pytest.mark.parametrize("n", [2, 5, 17, 300])
def test_interval_is_scipys(n: int) -> None:
    dice = random.Random(n)
    values = [dice.gauss(8, 15) for _ in range(n)]
    found = mean_interval(values)
    low, high = stats.t.interval(0.95, n - 1, loc=sum(values) / n, scale=stats.sem(values))
    assert found.n == n
    assert [found.low, found.high] == pytest.approx([low, high], rel=1e-9)


def test_equal_values_have_an_interval_of_no_width() -> None:
    found = mean_interval([5.0] * 6)
    assert (found.low, found.mean, found.high) == (5.0, 5.0, 5.0)


def test_one_value_has_no_interval() -> None:
    with pytest.raises(ValueError, match="1 values"):
        mean_interval([1.0])
