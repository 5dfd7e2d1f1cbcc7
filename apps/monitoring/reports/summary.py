"""The first sections of the note: the values, and how they changed over the years."""

from dataclasses import replace

from apps.core.documents.tree import Block, Column, Paragraph, ParagraphRole, Row, Section, Table
from apps.core.text import NBSP, count_text, format_number
from apps.monitoring.models import ReportUnit
from apps.monitoring.reports.cells import comparison, comparison_columns, figure
from apps.monitoring.reports.charts import dynamics as charts_of
from apps.monitoring.reports.view import View
from apps.monitoring.selectors.readings import Reading
from apps.monitoring.wording import bare_name, full_name


def section(view: View) -> Section:
    """The figures in large print and the table of them."""
    figures = [figure(view, reading) for unit in view.tops for reading in view.readings.of(unit)]
    told: list[Block] = [*conclusions(view)]
    if view.tops:
        told.append(Paragraph("Значения, цели и прошлый год сведены вместе ([[значения]])."))
    return Section("Значения показателей", (*figures, *told, *(table(view, unit) for unit in view.tops)))


def table(view: View, unit: ReportUnit) -> Table:
    """All indicators of a unit with targets and the year before."""
    columns = (Column("Показатель", weight=4.2), Column("Пункт", weight=1.1), *comparison_columns(view))
    rows = tuple(
        Row((full_name(reading.method), reading.method["clause"], *comparison(view, reading)))
        for reading in view.readings.of(unit)
    )
    key = "значения" if unit is view.tops[0] else ""
    return Table(f"Значения показателей: {unit.name}", columns, rows, key=key)


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
    if not charts:
        return Section("Динамика", (Paragraph("Отчётов за прошлые годы нет: сравнивать не с чем."),))
    first = replace(charts[0], key="динамика")
    years = count_text(len(view.readings.earlier) + 1, "период", "периода", "периодов")
    words = Paragraph(f"Показатели за {years} сопоставлены на графике ([[динамика]]). {moves(view)}".rstrip())
    return Section("Динамика", (words, first, *charts[1:]))


def moves(view: View) -> str:
    """Which values rose and which fell since the year before, by name."""
    told = [reading for unit in view.tops[:1] for reading in view.readings.of(unit) if reading.change]
    parts = []
    for words, sign in (("Выросли", 1), ("Снизились", -1)):
        named = [moved(reading) for reading in told if reading.change is not None and reading.change * sign > 0]
        if named:
            parts.append(f"{words}: {', '.join(named)}.")
    return " ".join(parts)


def moved(reading: Reading) -> str:
    """«Диагностика (+4,2)»."""
    change = format_number(reading.change)
    sign = "+" if reading.change and reading.change > 0 else ""
    return f"{bare_name(reading.method)} ({sign}{change}{NBSP}п.п.)"
