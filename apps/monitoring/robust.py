"""Statistics that a few odd values do not move: the median and the median absolute deviation."""

from collections.abc import Sequence
from statistics import median

# A deviation of a normal distribution in median absolute deviations.
SCALE = 1.4826


def deviations(values: Sequence[float], floor: float) -> list[float]:
    """How far each value is from the median, in robust standard deviations.

    ``floor`` is the least deviation counted with, in the values' own unit: among equal values a small difference is no
    outlier.
    """
    middle = median(values)
    spread = max(SCALE * median(abs(value - middle) for value in values), floor)
    return [(value - middle) / spread for value in values]
