"""One sequential scale of shades: from the least value to the greatest in equal steps, legible in grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.core.charts import svg
from apps.core.text import NBSP, format_number

# From light to dark: each step is darker than the one before it in grey too.
FILLS = ("#eef3f8", "#cbdceb", "#9dbdd9", "#5f8fb9", "#1f4e79")
INKS = (svg.INK, svg.INK, svg.INK, "#ffffff", "#ffffff")
BOX, ROW = 18, 24


@dataclass(frozen=True, slots=True)
class Shades:
    """The steps between the least and the greatest of the values."""

    low: Decimal
    high: Decimal
    unit: str = ""

    @classmethod
    def of(cls, values: Sequence[Decimal | None], unit: str = "") -> Shades:
        """The scale of these values; None is no value."""
        known = [value for value in values if value is not None]
        return cls(min(known, default=Decimal(0)), max(known, default=Decimal(0)), unit)

    @property
    def count(self) -> int:
        """How many steps there are: one where all values are equal."""
        return len(FILLS) if self.high > self.low else 1

    def step(self, value: Decimal) -> int:
        """The step of a value, from 0."""
        if self.count == 1:
            return 0
        return min(self.count - 1, int((value - self.low) * self.count / (self.high - self.low)))

    def edge(self, step: int) -> Decimal:
        """Where a step begins."""
        return self.low + (self.high - self.low) * step / self.count

    def legend(self, top: float, left: float = 8) -> str:
        """The steps with their bounds, and the sign of «нет данных»."""
        parts, x = [], left
        names = [self._name(step) for step in range(self.count)]
        for fill, name in [*zip(FILLS, names, strict=False), ("", "нет данных")]:
            box = svg.Box(x, top, BOX, BOX)
            parts.append(filled(box, fill) if fill else empty(box))
            parts.append(svg.text(x + BOX + 6, top + 14, name))
            x += BOX + 20 + svg.text_width(name)
        return "".join(parts)

    def _name(self, step: int) -> str:
        unit = f"{NBSP}{self.unit}" if self.unit else ""
        if self.count == 1:
            return f"{format_number(self.low, 1)}{unit}"
        return f"{format_number(self.edge(step), 1)}–{format_number(self.edge(step + 1), 1)}{unit}"


def filled(box: svg.Box, fill: str) -> str:
    """A rectangle of a shade."""
    edge: dict[str, str | float] = {"stroke": svg.INK, "stroke_width": 0.7}
    return svg.tag("rect", x=box.x, y=box.y, width=box.width, height=box.height, fill=fill, **edge)


def empty(box: svg.Box) -> str:
    """A rectangle without a value: hatched."""
    lines = "".join(
        f"M{box.x + shift:.1f} {box.y + box.height:.1f}L{box.x + min(box.width, shift + box.height):.1f}"
        f" {box.y + max(0.0, box.height - (box.width - shift)):.1f}"
        for shift in range(0, int(box.width), 7)
    )
    return filled(box, "#ffffff") + svg.tag("path", d=lines, stroke=svg.GRID, fill="none")
