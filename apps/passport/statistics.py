"""Correlation of two rows of numbers: Pearson and Spearman with the two-sided p-value, exactly as textbooks have it.

Own code rather than a heavy library: forty lines, compared with SciPy by a test.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, fsum, lgamma, log, sqrt

ENOUGH = 10  # DOMAIN 7: never on fewer than 10 schools
_STEPS = 300
_TINY, _CLOSE = 1e-300, 1e-16


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


def incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularized incomplete beta function I_x(a, b) for 0 < x ≤ 1, by Lentz's continued fraction."""
    if x >= 1:
        return 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, 1 - x) / b


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of I_x(a, b)."""
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    result = d
    for m in range(1, _STEPS):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _away(1 + numerator * d)
            c = _away(1 + numerator / c)
            result *= c * d
        if abs(c * d - 1) < _CLOSE:
            break
    return result


def _away(value: float) -> float:
    """Not zero: the fraction divides by it."""
    return value if abs(value) > _TINY else _TINY
