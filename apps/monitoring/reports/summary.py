"""The first sections of the note: the values, and how they changed over the years."""

from apps.core.documents.tree import Block, Column, Paragraph, ParagraphRole, Row, Section, Table
from apps.core.text import count_text
from apps.monitoring.models import ReportUnit
from apps.monitoring.reports.cells import comparison, comparison_columns, figure
from apps.monitoring.reports.charts import dynamics as charts_of
from apps.monitoring.reports.view import View
from apps.monitoring.selectors.readings import Reading
from apps.monitoring.wording import full_name


def section(view: View) -> Section:
    """The figures in large print and the table of them."""
    figures = [figure(view, reading) for unit in view.tops for reading in view.readings.of(unit)]
    return Section("Значения показателей", (*figures, *conclusions(view), *(table(view, unit) for unit in view.tops)))


def table(view: View, unit: ReportUnit) -> Table:
    """All indicators of a unit with targets and the year before."""
    columns = (Column("Показатель", weight=4.2), Column("Пункт", weight=0.8), *comparison_columns(view))
    rows = tuple(
        Row((full_name(reading.method), reading.method["clause"], *comparison(view, reading)))
        for reading in view.readings.of(unit)
    )
    return Table(f"Значения показателей: {unit.name}", columns, rows)


def conclusions(view: View) -> list[Block]:
    """How many targets are reached, how many values rose."""
    readings = [reading for unit in view.tops for reading in view.readings.of(unit)]
    lines = [text for text in (targets(readings), changes(readings)) if text]
    return [Paragraph(" ".join(lines), ParagraphRole.CONCLUSION)] if lines else []


def targets(readings: list[Reading]) -> str:
    """«Цель достигнута по 2 из 4 показателей.»"""
    aimed = [reading for reading in readings if reading.difference is not None]
    if not aimed:
        return ""
    reached = sum(1 for reading in aimed if reading.difference is not None and reading.difference >= 0)
    return f"Цель достигнута по {reached} из {count_text(len(aimed), 'показателя', 'показателей', 'показателей')}."


def changes(readings: list[Reading]) -> str:
    """«К прошлому году выросли 3 показателя, снизились 2.»"""
    known = [reading.change for reading in readings if reading.change is not None]
    if not known:
        return ""
    up, down = sum(1 for change in known if change > 0), sum(1 for change in known if change < 0)
    return f"К прошлому году выросло значений: {up}, снизилось: {down}, не изменилось: {len(known) - up - down}."


def dynamics(view: View) -> Section:
    """The lines of the years."""
    charts = [chart for unit in view.tops for chart in charts_of(view.readings, unit)]
    return Section("Динамика", tuple(charts) or (Paragraph("Отчётов за прошлые годы нет: сравнивать не с чем."),))
