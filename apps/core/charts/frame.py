"""What every chart has: the root with its title and description, the legend, the grid, the target line."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2s
from html import escape

from apps.core.charts import svg
from apps.core.charts.model import ChartData, ChartKind, value_text
from apps.core.charts.scale import Scale, scale_for
from apps.core.text import NBSP

WIDTH = 720
PAD = 8
LEGEND_ROW = 20


@dataclass(frozen=True, slots=True)
class Plot:
    """The rectangle in which values are drawn, with the scale it is drawn to."""

    left: float
    top: float
    width: float
    height: float
    scale: Scale

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def right(self) -> float:
        return self.left + self.width

    def y(self, value: Decimal) -> float:
        """Return the height of a value on an upright scale."""
        return self.bottom - self.height * self.scale.share(value)

    def x(self, value: Decimal) -> float:
        """Return the place of a value on a lying scale."""
        return self.left + self.width * self.scale.share(value)


def prefix_of(data: object) -> str:
    """Return a short name of exactly these data, so that ids of two charts on one page never meet."""
    return f"c{blake2s(repr(data).encode(), digest_size=5).hexdigest()}-"


def chart_scale(data: ChartData) -> Scale:
    """Return the scale of the chart's values."""
    return scale_for(data.known_values())


def root(data: ChartData, height: float, body: str) -> str:
    """Wrap the drawing into ``<svg>`` with the title and the spoken description."""
    return wrap(data.title, describe(data), prefix_of(data), height, body)


def wrap(title: str, description: str, prefix: str, height: float, body: str) -> str:
    """Wrap any drawing: ``prefix`` keeps the ids of two pictures on one page apart."""
    heading = svg.tag("title", escape(title or "Диаграмма", quote=False), id=f"{prefix}t")
    ground = svg.tag("rect", width=WIDTH, height=round(height), fill="#ffffff")
    spoken = svg.tag("desc", escape(description, quote=False), id=f"{prefix}d")
    return svg.tag(
        "svg",
        heading + spoken + ground + body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height:.0f}",
        width=WIDTH,
        height=round(height),
        class_="chart",
        role="img",
        aria_labelledby=f"{prefix}t {prefix}d",
        font_family=svg.FONT,
        font_size=svg.FONT_SIZE,
        fill=svg.INK,
    )


def describe(data: ChartData) -> str:
    """Say the chart in words: every series with every value, and the target."""
    parts = [
        f"{series.name}: "
        + ", ".join(
            f"{category} — {value_text(value, data.unit) if value is not None else 'нет данных'}"
            for category, value in zip(data.categories, series.values, strict=True)
        )
        for series in data.series
    ]
    if data.target is not None:
        parts.append(f"Цель: {value_text(data.target, data.unit)}")
    return ". ".join(parts) + "."


def legend(data: ChartData) -> tuple[str, float]:
    """Draw the legend at the top and return it with its height; one series without a target has none."""
    entries = [(series.name, _sign(data, index)) for index, series in enumerate(data.series) if len(data.series) > 1]
    if data.target is not None:
        entries.append((f"цель{NBSP}{value_text(data.target, data.unit)}", _TARGET_SIGN))
    x, row, parts = float(PAD), 0, []
    for name, sign in entries:
        name = svg.shorten(name, WIDTH - 2 * PAD - 34)
        width = 34 + svg.text_width(name) + 14
        if x > PAD and x + width > WIDTH:
            x, row = float(PAD), row + 1
        y = PAD + row * LEGEND_ROW
        parts.append(svg.tag("g", sign + svg.text(34, 13, name), transform=f"translate({x:.1f} {y})"))
        x += width
    return "".join(parts), float(PAD + (row + 1) * LEGEND_ROW if entries else PAD)


_TARGET_SIGN = svg.tag("path", d="M0 8H28", stroke=svg.TARGET_INK, stroke_width=2, stroke_dasharray="6 4", fill="none")


def _sign(data: ChartData, index: int) -> str:
    if data.kind is not ChartKind.LINE:
        return svg.bar(index, svg.Box(6, 1, 22, 14))
    return line_path("M0 8H28", index) + svg.marker(index, 14, 8)


def line_path(d: str, index: int) -> str:
    """Draw the line of a series in its shade and its dashes."""
    dashes: dict[str, str | float] = {"stroke_dasharray": svg.DASHES[index]} if svg.DASHES[index] else {}
    return svg.tag("path", d=d, stroke=svg.FILLS[index], stroke_width=2.5, fill="none", **dashes)


def upright_grid(plot: Plot, unit: str) -> str:
    """Draw the horizontal grid lines of an upright scale with their numbers at the left, the unit above."""
    # A long unit begins at the edge of the picture: it may stand over the plot, not outside of it.
    place = max(PAD, plot.left - 6 - svg.text_width(unit))
    parts = [svg.text(place, plot.top - 12, unit, fill=svg.MUTED)] if unit else []
    for tick in plot.scale.ticks():
        y = plot.y(tick)
        parts.append(grid_line(plot.left, y, plot.right, y, zero=tick == 0))
        parts.append(svg.text(plot.left - 6, y + 5, value_text(tick), text_anchor="end", fill=svg.MUTED))
    return "".join(parts)


def lying_grid(plot: Plot) -> str:
    """Draw the vertical grid lines of a lying scale with their numbers beneath."""
    parts = []
    for tick in plot.scale.ticks():
        x = plot.x(tick)
        parts.append(grid_line(x, plot.top, x, plot.bottom, zero=tick == 0))
        label = value_text(tick)
        parts.append(svg.text(x, plot.bottom + 16, label, text_anchor="middle", fill=svg.MUTED))
    return "".join(parts)


def grid_line(x1: float, y1: float, x2: float, y2: float, *, zero: bool) -> str:
    return svg.tag("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=svg.INK if zero else svg.GRID, stroke_width=1)


def upright_target(plot: Plot, target: Decimal | None) -> str:
    """Draw the target across an upright scale."""
    return "" if target is None else _target(plot.left, plot.y(target), plot.right, plot.y(target))


def lying_target(plot: Plot, target: Decimal | None) -> str:
    """Draw the target down a lying scale."""
    return "" if target is None else _target(plot.x(target), plot.top, plot.x(target), plot.bottom)


def _target(x1: float, y1: float, x2: float, y2: float) -> str:
    ends = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    return svg.tag("line", stroke=svg.TARGET_INK, stroke_width=2, stroke_dasharray="6 4", **ends)


def tick_margin(scale: Scale) -> float:
    """Return the room that the numbers at the left of an upright scale need."""
    return PAD + 8 + max(svg.text_width(value_text(tick)) for tick in scale.ticks())
