"""The way of a unit's figures within the year, as a picture."""

from apps.core import access
from apps.core.actor import current
from apps.core.charts import ChartData, ChartKind, Series
from apps.core.charts.model import MAX_SERIES
from apps.core.documents.tree import Chart
from apps.monitoring.enums import ReportKind
from apps.monitoring.models import ReportUnit
from apps.monitoring.selectors.values import position_of, value_of
from apps.monitoring.wording import short_name


def months_of(unit: ReportUnit) -> list[ReportUnit]:
    """The same unit at the end of every month of the year gone by, where it was there."""
    live = unit.report
    rows = ReportUnit.objects.filter(
        access.scope(ReportUnit, current()),
        report__kind=ReportKind.MONTH,
        report__profile=live.profile_id,
        report__period_from=live.period_from,
        report__period_to__lt=live.period_to,
        level=unit.level,
        code=unit.code,
    )
    return list(rows.select_related("report").order_by("report__period_to"))


def series_of(code: str, found: list[ReportUnit], name: str) -> Series:
    """One indicator month by month; None where it was not computed then."""
    values = []
    for unit in found:
        known = any(method["code"] == code for method in unit.report.methods)
        values.append(value_of(unit, position_of(unit.report, code)).percent if known else None)
    return Series(name, tuple(values))


def within_year(unit: ReportUnit) -> list[Chart]:
    """The indicators of a unit from month to month up to today; nothing in January."""
    found = months_of(unit)
    if not found:
        return []
    points = [*found, unit]
    labels = tuple(f"{one.report.period_to:%d.%m}" for one in points)
    every = [series_of(method["code"], points, short_name(method)) for method in unit.report.methods]
    drawn = [one for one in every if any(value is not None for value in one.values)]
    title = f"В течение {unit.report.period_to.year} года: {unit.name}"
    return [
        Chart(title, ChartData(ChartKind.LINE, labels, tuple(drawn[at : at + MAX_SERIES]), title=title, unit="%"))
        for at in range(0, len(drawn), MAX_SERIES)
    ]
