"""A figure as every page shows it: the value large, what it is made of, target and difference, trend, reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.core.text import MINUS, NBSP, format_number, percent

NOT_APPLICABLE = "не применимо"
WIDTH, HEIGHT, MARGIN = 96, 28, 4


@dataclass(frozen=True, slots=True)
class Spark:
    """A small trend: the points of a line, the last point apart, and the same in words."""

    line: str
    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A share (numerator of denominator), or a plain number where ``denominator`` is None.

    ``target`` is in percent (or in the number's own unit). ``trend`` is (year, value) in order. ``missing`` says why
    there is no value; ``applicable`` False is another thing than no data. ``fell`` marks a cumulative value that fell.
    ``outlook`` says what is still missing and what is to be expected.
    """

    title: str
    numerator: int | Decimal | None
    denominator: int | None = None
    unit: str = ""
    target: Decimal | None = None
    trend: Sequence[tuple[str, Decimal | None]] = ()
    why: str = ""
    missing: str = "нет данных"
    extra: str = ""
    applicable: bool = True
    share: bool = True
    fell: bool = False
    outlook: str = ""

    @property
    def value(self) -> Decimal | None:
        """The value in percent, or the number itself; None where there is none."""
        if not self.applicable or self.numerator is None:
            return None
        if not self.share:
            return Decimal(self.numerator)
        return percent(int(self.numerator), self.denominator or 0)

    @property
    def value_text(self) -> str:
        """The value large: «41,3 %»; «—» where there is none."""
        if self.value is None:
            return "—"
        unit = "%" if self.share else self.unit
        return format_number(self.value) + (f"{NBSP}{unit}" if unit else "")

    @property
    def reason(self) -> str:
        """Why there is no value: shown on hover and focus of «—»."""
        if self.value is not None:
            return ""
        return self.missing if self.applicable else NOT_APPLICABLE

    @property
    def parts_text(self) -> str:
        """What a share is made of: «124 из 300»."""
        if not self.share or self.numerator is None or not self.denominator:
            return ""
        return f"{format_number(self.numerator)}{NBSP}из{NBSP}{format_number(self.denominator)}"

    @property
    def difference(self) -> Decimal | None:
        """The value minus the target."""
        return None if self.value is None or self.target is None else self.value - self.target

    @property
    def reached(self) -> bool:
        """Whether the target is reached."""
        return self.difference is not None and self.difference >= 0

    @property
    def target_text(self) -> str:
        """«цель 40 % · +1,3»."""
        if self.target is None:
            return ""
        unit = f"{NBSP}%" if self.share else (f"{NBSP}{self.unit}" if self.unit else "")
        text = f"цель{NBSP}{format_number(self.target.normalize() + 0)}{unit}"
        return text if self.difference is None else f"{text} · {signed(self.difference)}"

    @property
    def verdict(self) -> str:
        """The same in a word: colour never says anything alone."""
        if self.difference is None:
            return ""
        return "цель достигнута" if self.reached else "ниже цели"

    @property
    def spark(self) -> Spark | None:
        """The trend as a line; None where there are fewer than two values."""
        return spark([(label, value) for label, value in self.trend if value is not None])


def signed(value: Decimal) -> str:
    """A difference with its sign: «+1,3», «−0,4», «0»."""
    text = format_number(abs(value))
    return text if value == 0 else (f"+{text}" if value > 0 else f"{MINUS}{text}")


def spark(points: Sequence[tuple[str, Decimal]]) -> Spark | None:
    """A trend of at least two values as a line in a box of ``WIDTH`` × ``HEIGHT``."""
    if len(points) < 2:
        return None
    values = [value for _, value in points]
    low, span = min(values), max(values) - min(values)
    step = (WIDTH - 2 * MARGIN) / (len(values) - 1)
    places = [(MARGIN + index * step, _height(value, low, span)) for index, value in enumerate(values)]
    words = ", ".join(f"{label}: {format_number(value)}" for label, value in points)
    return Spark(" ".join(f"{x:.1f},{y:.1f}" for x, y in places), *places[-1], words)


def _height(value: Decimal, low: Decimal, span: Decimal) -> float:
    share = 0.5 if span == 0 else float((value - low) / span)
    return round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN), 1)
