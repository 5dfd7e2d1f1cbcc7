"""Points of two values: how one thing goes with another."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from html import escape

from django.utils.safestring import SafeString, mark_safe

from apps.core.charts import frame, svg
from apps.core.charts.model import value_text
from apps.core.charts.scale import Scale, scale_around
from apps.core.printable import printable_fields

PLOT_HEIGHT = 320
RADIUS = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """One named point."""

    name: str
    x: Decimal
    y: Decimal

    def __post_init__(self) -> None:
        printable_fields(self, "name")


@dataclass(frozen=True, slots=True)
class ScatterData:
    """Points with the words of both axes. Raises ValueError where there are none."""

    title: str
    x_title: str
    y_title: str
    spots: tuple[Spot, ...]

    def __post_init__(self) -> None:
        printable_fields(self, "title", "x_title", "y_title")
        if not self.spots:
            raise ValueError("a scatter plot needs at least one point")

    @property
    def shown_in_full(self) -> bool:
        """Whether print needs no table beside it: a cloud of points is looked at as a whole."""
        return True


@dataclass(frozen=True, slots=True)
class _Field:
    """The rectangle of the points and both scales."""

    across: frame.Plot
    upright: frame.Plot

    def place(self, x: Decimal, y: Decimal) -> tuple[float, float]:
        """Where a pair of values lies."""
        return self.across.x(x), self.upright.y(y)


def scatter(data: ScatterData) -> SafeString:
    """Draw the points with the straight line that fits them best; every point says its name and values."""
    xs, ys = [spot.x for spot in data.spots], [spot.y for spot in data.spots]
    field = _field(scale_around(xs), scale_around(ys))
    body = _grid(field, data) + _trend(field, xs, ys) + "".join(_spot(field, spot) for spot in data.spots)
    height = field.across.bottom + 48
    return mark_safe(frame.wrap(data.title, _words(data), frame.prefix_of(data), height, body))


def _field(across: Scale, upright: Scale) -> _Field:
    left, top = frame.tick_margin(upright) + 6, float(frame.PAD + 24)
    width = frame.WIDTH - frame.PAD - 12 - left
    return _Field(frame.Plot(left, top, width, PLOT_HEIGHT, across), frame.Plot(left, top, width, PLOT_HEIGHT, upright))


def _grid(field: _Field, data: ScatterData) -> str:
    """Both scales with their words; the lines stop at the rectangle."""
    plot = field.upright
    parts = [svg.text(frame.PAD, plot.top - 12, svg.shorten(data.y_title, frame.WIDTH), fill=svg.MUTED)]
    for tick in plot.scale.ticks():
        y = plot.y(tick)
        parts.append(frame.grid_line(plot.left, y, plot.right, y, zero=tick == plot.scale.low))
        parts.append(svg.text(plot.left - 6, y + 5, value_text(tick), text_anchor="end", fill=svg.MUTED))
    for tick in field.across.scale.ticks():
        x = field.across.x(tick)
        parts.append(frame.grid_line(x, plot.top, x, plot.bottom, zero=tick == field.across.scale.low))
        parts.append(svg.text(x, plot.bottom + 18, value_text(tick), text_anchor="middle", fill=svg.MUTED))
    words = svg.shorten(data.x_title, plot.width)
    parts.append(svg.text(plot.right, plot.bottom + 38, words, text_anchor="end", fill=svg.MUTED))
    return "".join(parts)


def _trend(field: _Field, xs: list[Decimal], ys: list[Decimal]) -> str:
    """The line of least squares; none where all points stand over one value."""
    zero = Decimal(0)
    middle_x, middle_y = sum(xs, zero) / len(xs), sum(ys, zero) / len(ys)
    spread = sum(((x - middle_x) ** 2 for x in xs), zero)
    if not spread:
        return ""
    slope = sum(((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True)), zero) / spread
    ends = [field.place(x, middle_y + slope * (x - middle_x)) for x in (min(xs), max(xs))]
    (x1, y1), (x2, y2) = ends
    return svg.tag("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=svg.TARGET_INK, stroke_width=2, stroke_dasharray="6 4")


def _spot(field: _Field, spot: Spot) -> str:
    x, y = field.place(spot.x, spot.y)
    name = svg.tag("title", escape(_spot_words(spot), quote=False))
    return svg.tag(
        "circle", name, cx=x, cy=y, r=RADIUS, fill=svg.FILLS[2], fill_opacity="0.75", stroke=svg.INK, stroke_width=1
    )


def _spot_words(spot: Spot) -> str:
    return f"{spot.name}: {value_text(round(spot.x, 1))}; {value_text(round(spot.y, 1))}"


def _words(data: ScatterData) -> str:
    listed = ". ".join(_spot_words(spot) for spot in data.spots)
    return f"По горизонтали {data.x_title}, по вертикали {data.y_title}. {listed}."
