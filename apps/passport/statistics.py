"""Correlation of two rows of numbers: Pearson and Spearman with the two-sided p-value, exactly as textbooks have it.

Own code rather than a heavy library: forty lines, compared with SciPy by a test.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from apps.core.statistics import incomplete_beta

ENOUGH = 10  # DOMAIN 7: never on fewer than 10 schools


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient from −1 to 1 with the probability of one as strong or stronger where there is no link at all."""

    value: float
    p: float


@dataclass(frozen=True, slots=True)
class Correlation:
    """Both coefficients over ``n`` pairs; None where all values of a row are equal: then there is none."""

    n: int
    pearson: Coefficient | None
    spearman: Coefficient | None


def correlate(xs: Sequence[float], ys: Sequence[float]) -> Correlation:
    """Pearson and Spearman of two rows of one length. Raises ``ValueError`` for fewer than 3 pairs or unequal rows."""
    if len(xs) != len(ys) or len(xs) < 3:
        raise ValueError(f"{len(xs)} and {len(ys)} values cannot be correlated")
    return Correlation(len(xs), pearson(xs, ys), pearson(ranks(xs), ranks(ys)))


def pearson(xs: Sequence[float], ys: Sequence[float]) -> Coefficient | None:
    """Pearson's r; None where one row does not vary."""
    if len(set(xs)) == 1 or len(set(ys)) == 1:
        return None
    dx, dy = _centred(xs), _centred(ys)
    both = fsum(a * b for a, b in zip(dx, dy, strict=True))
    r = both / (sqrt(fsum(a * a for a in dx)) * sqrt(fsum(b * b for b in dy)))
    r = max(-1.0, min(1.0, r))
    return Coefficient(r, two_sided(r, len(xs)))


def _centred(values: Sequence[float]) -> list[float]:
    mean = fsum(values) / len(values)
    return [value - mean for value in values]


def ranks(values: Sequence[float]) -> list[float]:
    """Places from 1 in ascending order; equal values share the average of their places."""
    order = sorted(range(len(values)), key=values.__getitem__)
    result = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in range(start, end + 1):
            result[order[place]] = (start + end) / 2 + 1
        start = end + 1
    return result


def two_sided(r: float, n: int) -> float:
    """The p-value of a coefficient over n pairs: Student's t with n − 2 degrees of freedom, both tails."""
    if abs(r) >= 1:
        return 0.0
    freedom = n - 2
    return incomplete_beta(freedom / 2, 0.5, 1 - r * r)
