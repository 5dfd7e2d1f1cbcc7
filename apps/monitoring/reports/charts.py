"""The pictures of a report: the same on the page and in every file."""

from decimal import Decimal

from apps.core.charts import ChartData, ChartKind, Series
from apps.core.charts.model import MAX_SERIES
from apps.core.documents.tree import Chart
from apps.monitoring.models import Report, ReportUnit
from apps.monitoring.selectors.readings import Reading, Readings
from apps.monitoring.wording import named_indicator, period_label, short_name


def dynamics(readings: Readings, unit: ReportUnit) -> list[Chart]:
    """All indicators of a unit over the years, by as many as one picture can tell apart.

    An indicator without a single value has no line; for one year alone there is no picture.
    """
    if not readings.earlier:
        return []
    every = [series(reading) for reading in readings.of(unit)]
    drawn = [one for one in every if any(value is not None for value in one.values)]
    groups = [tuple(drawn[start : start + MAX_SERIES]) for start in range(0, len(drawn), MAX_SERIES)]
    labels = tuple(label(report) for report in [*readings.earlier, readings.report])
    return [lines(unit, labels, group) for group in groups]


def lines(unit: ReportUnit, labels: tuple[str, ...], found: tuple[Series, ...]) -> Chart:
    """One picture of them."""
    data = ChartData(ChartKind.LINE, labels, found, title=f"Динамика: {unit.name}", unit="%")
    return Chart(f"Динамика показателей: {unit.name}", data)


def label(report: Report) -> str:
    """The name of a report's point."""
    return period_label(report.period_from, report.period_to)


def series(reading: Reading) -> Series:
    """One indicator over the years; by another method it is not the same line."""
    values = [past.value.percent if past.value and past.alike else None for past in reading.past]
    return Series(short_name(reading.method), (*values, reading.percent))


def ranking(readings: list[Reading], target: Decimal | None, of: str) -> Chart:
    """Units from the greatest value of an indicator to the least; those without a value stand last."""
    ordered = sorted(readings, key=lambda r: (r.percent is None, -(r.percent or 0), r.unit.sort_key))
    title = named_indicator(readings[0].method)
    names = tuple(reading.unit.name for reading in ordered)
    values = (Series(title, tuple(reading.percent for reading in ordered)),)
    data = ChartData(ChartKind.HBAR, names, values, title=title, unit="%", target=target)
    return Chart(f"{title}: {of} по убыванию", data)
