"""Student's distribution: p-values of correlations, confidence intervals of means. Compared with SciPy by tests."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, fsum, lgamma, log, sqrt

CONFIDENCE = 0.95
_STEPS, _HALVINGS = 300, 200
_TINY, _CLOSE = 1e-300, 1e-16


@dataclass(frozen=True, slots=True)
class Interval:
    """The mean of n values with its confidence interval."""

    n: int
    mean: float
    low: float
    high: float


def mean_interval(values: Sequence[float], confidence: float = CONFIDENCE) -> Interval:
    """The mean and its two-sided interval by Student's t. Raises ``ValueError`` for fewer than two values."""
    n = len(values)
    if n < 2:
        raise ValueError(f"{n} values have no interval")
    mean = fsum(values) / n
    deviation = sqrt(fsum((value - mean) ** 2 for value in values) / (n - 1))
    reach = t_quantile(n - 1, confidence) * deviation / sqrt(n)
    return Interval(n, mean, mean - reach, mean + reach)


def t_quantile(freedom: int, confidence: float = CONFIDENCE) -> float:
    """The t with this probability between −t and t: found by halving, since the tail only falls."""
    low, high = 0.0, 1.0
    while tail(high, freedom) > 1 - confidence:
        high *= 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if tail(middle, freedom) > 1 - confidence else (low, middle)
    return (low + high) / 2


def tail(t: float, freedom: int) -> float:
    """The probability of a value beyond ±t."""
    return incomplete_beta(freedom / 2, 0.5, freedom / (freedom + t * t))


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
