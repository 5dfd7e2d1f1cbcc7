"""Lines over ordered categories: the years of an indicator."""

from __future__ import annotations

from decimal import Decimal

from apps.core.charts import frame, svg
from apps.core.charts.model import ChartData, Series, value_text

PLOT_HEIGHT = 260


def draw(data: ChartData) -> str:
    """Draw the series as lines with signs; a missing value breaks the line."""
    scale = frame.chart_scale(data)
    legend, top = frame.legend(data)
    left = frame.tick_margin(scale)
    plot = frame.Plot(left, top + 22, frame.WIDTH - frame.PAD - left, PLOT_HEIGHT, scale)
    body = legend + frame.upright_grid(plot, data.unit) + frame.upright_target(plot, data.target)
    body += "".join(_line(plot, series, index) for index, series in enumerate(data.series))
    if data.shown_in_full:
        body += _labels(data, plot)
    names = _names(data, plot)
    return frame.root(data, plot.bottom + 46 + frame.PAD, body + names)


def _x(plot: frame.Plot, index: int, count: int) -> float:
    return plot.left + plot.width * (index + 0.5) / count


def _points(plot: frame.Plot, series: Series) -> list[tuple[float, float] | None]:
    count = len(series.values)
    return [
        None if value is None else (_x(plot, index, count), plot.y(Decimal(value)))
        for index, value in enumerate(series.values)
    ]


def _line(plot: frame.Plot, series: Series, index: int) -> str:
    path, pen_down, signs = "", False, ""
    for point in _points(plot, series):
        if point is None:
            pen_down = False
            continue
        path += f"{'L' if pen_down else 'M'}{point[0]:.1f} {point[1]:.1f}"
        pen_down = True
        signs += svg.marker(index, *point)
    return (frame.line_path(path, index) if path else "") + signs


def _labels(data: ChartData, plot: frame.Plot) -> str:
    series = data.series[0]
    return "".join(
        svg.plate(point[0], point[1] - 10, value_text(value), "middle")
        for point, value in zip(_points(plot, series), series.values, strict=True)
        if point is not None
    )


def _names(data: ChartData, plot: frame.Plot) -> str:
    count = len(data.categories)
    return "".join(
        svg.lines(
            _x(plot, index, count),
            plot.bottom + 18,
            svg.wrap(name, plot.width / count - 6, 2),
            text_anchor="middle",
        )
        for index, name in enumerate(data.categories)
    )
