"""The scale of values: round steps that hold every value and zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_INTERVALS = 5


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale from ``low`` to ``high`` by ``step``; zero always lies on it."""

    low: Decimal
    high: Decimal
    step: Decimal

    def share(self, value: Decimal) -> float:
        """Return where the value stands between low (0) and high (1)."""
        return float((value - self.low) / (self.high - self.low))

    def ticks(self) -> list[Decimal]:
        """Return the marked values, from low to high."""
        count = int((self.high - self.low) / self.step)
        return [_plain(self.low + self.step * k) for k in range(count + 1)]


def scale_for(values: Sequence[Decimal]) -> Scale:
    """Choose the scale that holds the values and zero in about five round steps."""
    low = min([Decimal(0), *values])
    high = max([Decimal(0), *values])
    if low == high:
        high = Decimal(1)
    step = _round_step((high - low) / _INTERVALS)
    return Scale(_to_step(low, step, ROUND_FLOOR), _to_step(high, step, ROUND_CEILING), step)


def scale_around(values: Sequence[Decimal]) -> Scale:
    """Choose the scale that holds the values alone, without zero: where differences matter and sizes do not.

    Raises ValueError on no values.
    """
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 1, high + 1
    step = _round_step((high - low) / _INTERVALS)
    return Scale(_to_step(low, step, ROUND_FLOOR), _to_step(high, step, ROUND_CEILING), step)


def _round_step(rough: Decimal) -> Decimal:
    unit = Decimal(1).scaleb(rough.adjusted())
    return next(unit * step for step in _STEPS if unit * step >= rough)


def _to_step(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    return (value / step).quantize(Decimal(1), rounding=rounding) * step


def _plain(value: Decimal) -> Decimal:
    short = value.normalize()
    return short if short.as_tuple().exponent in range(-20, 1) else short.quantize(Decimal(1))
