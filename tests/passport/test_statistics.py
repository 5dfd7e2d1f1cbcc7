"""The coefficients, compared with SciPy's on the same data."""

import math
import random

import pytest
from scipy import stats

from apps.core.statistics import incomplete_beta
from apps.passport.statistics import correlate, ranks


def sample(n: int, seed: int, *, ties: bool) -> tuple[list[float], list[float]]:
    """Two linked rows with noise; with ties the values are few."""
    dice = random.Random(seed)
    xs = [dice.uniform(0, 100) for _ in range(n)]
    ys = [0.4 * x + dice.gauss(40, 12) for x in xs]
    return ([float(round(x / 20)) for x in xs], [float(round(y / 10)) for y in ys]) if ties else (xs, ys)


@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize("n", [10, 11, 37, 130, 1200])
def test_both_coefficients_and_p_values_are_scipys(n: int, ties: bool) -> None:
    for seed in range(5):
        xs, ys = sample(n, seed, ties=ties)
        found = correlate(xs, ys)
        for ours, theirs in ((found.pearson, stats.pearsonr(xs, ys)), (found.spearman, stats.spearmanr(xs, ys))):
            assert ours is not None
            assert ours.value == pytest.approx(theirs.statistic, rel=1e-12, abs=1e-14)
            assert ours.p == pytest.approx(theirs.pvalue, rel=1e-9, abs=1e-300)


def test_an_unlinked_pair_of_rows_has_scipys_large_p() -> None:
    dice = random.Random(7)
    xs, ys = ([dice.random() for _ in range(60)] for _ in range(2))
    found = correlate(xs, ys)
    assert found.pearson is not None
    assert found.pearson.p == pytest.approx(stats.pearsonr(xs, ys).pvalue, rel=1e-9)
    assert found.pearson.p > 0.05


def test_a_perfect_link_has_no_chance_behind_it() -> None:
    xs = [float(n) for n in range(12)]
    found = correlate(xs, [-2 * x for x in xs])
    assert found.pearson is not None
    assert found.spearman is not None
    assert (found.pearson.value, found.spearman.value) == (-1.0, -1.0)
    assert found.pearson.p == pytest.approx(0.0, abs=1e-12)


def test_a_row_that_does_not_vary_has_no_coefficient() -> None:
    found = correlate([5.0] * 12, [float(n) for n in range(12)])
    assert (found.n, found.pearson, found.spearman) == (12, None, None)


def test_equal_values_share_the_average_of_their_places() -> None:
    assert ranks([30, 10, 20, 20]) == [4, 1, 2.5, 2.5]
    assert ranks([1, 1, 1]) == [2, 2, 2]


def test_the_incomplete_beta_is_its_closed_form_where_there_is_one() -> None:
    for x in (0.1, 0.5, 0.9):
        assert incomplete_beta(1, 1, x) == pytest.approx(x)
        assert incomplete_beta(0.5, 0.5, x) == pytest.approx(2 / math.pi * math.asin(math.sqrt(x)))
    assert incomplete_beta(3, 0.5, 1) == 1


@pytest.mark.parametrize(("xs", "ys"), [([1.0, 2.0], [1.0, 2.0]), ([1.0, 2.0, 3.0], [1.0, 2.0])])
def test_too_few_or_unequal_rows_are_refused(xs: list[float], ys: list[float]) -> None:
    with pytest.raises(ValueError, match="cannot be correlated"):
        correlate(xs, ys)
