"""From the data of a chart to its SVG."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

from apps.core.charts import bars, lines
from apps.core.charts.model import ChartData, ChartKind
from apps.core.charts.scatter import ScatterData, scatter


def pictures(data: ChartData | ScatterData) -> list[SafeString]:
    """Draw the chart as one or more ``<svg>`` elements, each no taller than a page.

    The strings are safe to print: every name and number in them is escaped where it is written.
    """
    if isinstance(data, ScatterData):
        return [scatter(data)]
    return [mark_safe(picture) for picture in _draw(data)]


def render(data: ChartData) -> SafeString:
    """Draw the chart as it stands in a page: its pictures one under another."""
    return mark_safe("".join(pictures(data)))


def _draw(data: ChartData) -> list[str]:
    if data.kind is ChartKind.LINE:
        return [lines.draw(data)]
    if data.kind is not ChartKind.HBAR and bars.fits_upright(data):
        return [bars.upright(data)]
    return bars.lying(data)
