"""Charts drawn on the server as SVG: one picture for the page, the PDF and (as PNG) the DOCX.

The SVG is written by hand rather than by a plotting library: a picture takes well under a millisecond
where a library needs a second to start, the same data give the same bytes, and every shape can carry
a hatch, a marker and a number, so that the chart stays legible in grey.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from apps.core.charts.model import ChartData, ChartKind, Series, Value
from apps.core.charts.render import render

__all__ = [
    "ChartData",
    "ChartKind",
    "Series",
    "Value",
    "bar_chart",
    "grouped_bars",
    "hbar_chart",
    "line_chart",
    "render",
]


def _one(kind: ChartKind, title: str, values: Sequence[tuple[str, Value]], target: Decimal | None, unit: str) -> str:
    categories = tuple(name for name, _ in values)
    series = (Series(title, tuple(value for _, value in values)),)
    return render(ChartData(kind, categories, series, title=title, unit=unit, target=target))


def bar_chart(title: str, values: Sequence[tuple[str, Value]], *, target: Decimal | None = None, unit: str = "") -> str:
    """Draw one bar per named value; lies the bars down when the names do not fit under upright ones.

    ``unit`` («%», «часов») is written after the numbers, ``target`` is a dashed line across the bars.
    A value of None is «нет данных»: its place stays empty and says «—». Raises ValueError on no values.
    """
    return _one(ChartKind.BAR, title, values, target, unit)


def hbar_chart(
    title: str, values: Sequence[tuple[str, Value]], *, target: Decimal | None = None, unit: str = ""
) -> str:
    """Draw one lying bar per named value: for long names and for rankings of many units."""
    return _one(ChartKind.HBAR, title, values, target, unit)


def line_chart(
    title: str,
    categories: Sequence[str],
    series: Sequence[Series],
    *,
    target: Decimal | None = None,
    unit: str = "",
) -> str:
    """Draw the change of up to six series over ordered categories (years, half-years)."""
    data = ChartData(ChartKind.LINE, tuple(categories), tuple(series), title=title, unit=unit, target=target)
    return render(data)


def grouped_bars(
    title: str,
    categories: Sequence[str],
    series: Sequence[Series],
    *,
    target: Decimal | None = None,
    unit: str = "",
) -> str:
    """Draw up to six bars side by side in every category, told apart by shade and by hatch."""
    data = ChartData(ChartKind.GROUPED, tuple(categories), tuple(series), title=title, unit=unit, target=target)
    return render(data)
