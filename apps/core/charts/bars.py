"""Bars, upright and lying: one or more series side by side in every category."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from apps.core.charts import frame, svg
from apps.core.charts.model import ChartData, Value, value_text
from apps.core.charts.scale import Scale

PLOT_HEIGHT = 250
NAME_LINES = 3
WIDEST_BAR = 64
GROUP_SHARE = 0.8

ROW = 19
ROW_GAP = 6
NAME_SHARE = 0.44
TALLEST = 920  # pixels: a picture as wide as the text of a page, with its caption, is no taller than the page


def fits_upright(data: ChartData) -> bool:
    """Say whether the names under the bars and the numbers above them have room on one picture."""
    slot = _slot(frame.chart_scale(data), len(data.categories))
    if any(not _name_fits(name, slot - 6) for name in data.categories):
        return False
    room = slot * (0.95 if len(data.series) == 1 else GROUP_SHARE / len(data.series) + 0.04)
    return all(svg.text_width(value_text(value)) <= max(room, 0) for one in data.series for value in one.values)


def _slot(scale: Scale, count: int) -> float:
    return (frame.WIDTH - frame.PAD - frame.tick_margin(scale)) / count


def _name_fits(name: str, width: float) -> bool:
    rows = svg.wrap(name, width, NAME_LINES)
    return " ".join(rows) == name


def upright(data: ChartData) -> str:
    """Draw bars that stand; the caller has asked ``fits_upright``."""
    scale = frame.chart_scale(data)
    legend, top = frame.legend(data)
    left = frame.tick_margin(scale)
    plot = frame.Plot(left, top + 22, frame.WIDTH - frame.PAD - left, PLOT_HEIGHT, scale)
    slot = plot.width / len(data.categories)
    names = [svg.wrap(name, slot - 6, NAME_LINES) for name in data.categories]
    groups = [_upright_places(data, plot, index, slot) for index in range(len(names))]
    body = legend + frame.upright_grid(plot, data.unit)
    body += "".join(_upright_bars(plot, places) for places in groups)
    body += frame.upright_target(plot, data.target)
    body += "".join(_upright_labels(plot, places) for places in groups)
    body += "".join(
        svg.lines(plot.left + slot * (k + 0.5), plot.bottom + 18, rows, text_anchor="middle")
        for k, rows in enumerate(names)
    )
    height = plot.bottom + 12 + max(len(rows) for rows in names) * svg.LINE_HEIGHT + frame.PAD
    return frame.root(data, height, body)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where one bar stands: which series, its value, its left edge (top when lying) and width."""

    number: int
    value: Value
    start: float
    width: float


def _places(data: ChartData, index: int, middle: float, width: float) -> list[_Place]:
    start = middle - width * len(data.series) / 2
    return [_Place(k, one.values[index], start + width * k, width) for k, one in enumerate(data.series)]


def _upright_places(data: ChartData, plot: frame.Plot, index: int, slot: float) -> list[_Place]:
    width = min(WIDEST_BAR, slot * GROUP_SHARE / len(data.series))
    return _places(data, index, plot.left + slot * (index + 0.5), width)


def _upright_bars(plot: frame.Plot, places: list[_Place]) -> str:
    zero = plot.y(Decimal(0))
    parts = []
    for place in places:
        if place.value:
            end = plot.y(Decimal(place.value))
            box = svg.Box(place.start + 1, min(zero, end), place.width - 2, abs(zero - end))
            parts.append(svg.bar(place.number, box))
    return "".join(parts)


def _upright_labels(plot: frame.Plot, places: list[_Place]) -> str:
    parts = []
    for place in places:
        end = plot.y(Decimal(place.value or 0))
        y = end + 16 if (place.value or 0) < 0 else end - 5
        parts.append(svg.plate(place.start + place.width / 2, y, value_text(place.value), "middle"))
    return "".join(parts)


def lying(data: ChartData) -> list[str]:
    """Draw bars that lie; more than a page holds become several pictures to one scale, of about equal height."""
    most = max(1, int(TALLEST // _group(data, _left(data))))
    count = -(-len(data.categories) // most)
    each = -(-len(data.categories) // count)
    scale = frame.chart_scale(data)
    return [_lying_part(_part(data, start, each), scale) for start in range(0, len(data.categories), each)]


def _left(data: ChartData) -> float:
    """Where the bars begin: to the right of the names."""
    widest = max(svg.text_width(name) for name in data.categories)
    return frame.PAD + min(widest, frame.WIDTH * NAME_SHARE) + 8


def _group(data: ChartData, left: float) -> float:
    """The height of one category: of its bars, or of its name."""
    return max(ROW * len(data.series), _name_rows(data, left) * svg.LINE_HEIGHT) + ROW_GAP


def _part(data: ChartData, start: int, most: int) -> ChartData:
    chosen = slice(start, start + most)
    series = tuple(replace(one, values=one.values[chosen]) for one in data.series)
    return replace(data, categories=data.categories[chosen], series=series)


def _lying_part(data: ChartData, scale: Scale) -> str:
    legend, top = frame.legend(data)
    left = _left(data)
    labels = max(svg.text_width(value_text(v, data.unit)) for one in data.series for v in one.values)
    group = _group(data, left)
    height = group * len(data.categories)
    plot = frame.Plot(left, top, frame.WIDTH - left - labels - 2 * frame.PAD, height, scale)
    groups = [_places(data, k, top + group * (k + 0.5), ROW) for k in range(len(data.categories))]
    body = legend + frame.lying_grid(plot)
    body += "".join(_lying_bars(plot, places) for places in groups)
    body += frame.lying_target(plot, data.target)
    body += "".join(_lying_labels(data, plot, places) for places in groups)
    body += "".join(_lying_name(plot, name, top + group * (k + 0.5)) for k, name in enumerate(data.categories))
    return frame.root(data, plot.bottom + 22 + frame.PAD, body)


def _name_rows(data: ChartData, left: float) -> int:
    return max(len(svg.wrap(name, left - frame.PAD - 8, 2)) for name in data.categories)


def _lying_name(plot: frame.Plot, name: str, middle: float) -> str:
    rows = svg.wrap(name, plot.left - frame.PAD - 8, 2)
    first = middle + 5 - (len(rows) - 1) * svg.LINE_HEIGHT / 2
    return svg.lines(plot.left - 8, first, rows, text_anchor="end")


def _lying_bars(plot: frame.Plot, places: list[_Place]) -> str:
    zero = plot.x(Decimal(0))
    parts = []
    for place in places:
        if place.value:
            end = plot.x(Decimal(place.value))
            box = svg.Box(min(zero, end), place.start + 1, abs(zero - end), place.width - 2)
            parts.append(svg.bar(place.number, box))
    return "".join(parts)


def _lying_labels(data: ChartData, plot: frame.Plot, places: list[_Place]) -> str:
    parts = []
    for place in places:
        x = plot.x(max(Decimal(0), Decimal(place.value or 0))) + 5
        parts.append(svg.plate(x, place.start + 14, value_text(place.value, data.unit), "start"))
    return "".join(parts)
