"""The report by municipality and by organization."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from apps.core.documents.tree import Column, Paragraph, Row, RowStyle, Section, Table
from apps.core.text import count_text, format_percent
from apps.monitoring.models import ReportUnit
from apps.monitoring.reports.cells import BORROWED, comparison, comparison_columns, indicator_columns, share
from apps.monitoring.reports.charts import ranking
from apps.monitoring.reports.view import View
from apps.monitoring.selectors.readings import Reading
from apps.monitoring.wording import bare_name, full_name, named_indicator, nobody

NO_MUNICIPALITY = "Организации регионального уровня"


def sections(view: View) -> tuple[Section, ...]:
    """The municipalities: all indicators in one table, then each indicator by itself."""
    if not view.municipalities:
        return ()
    children = tuple(by_indicator(view, number) for number in view.numbers)
    text = Paragraph("Значения всех показателей по муниципалитетам собраны в одну таблицу ([[муниципалитеты]]).")
    return (Section("Муниципалитеты", (text, overview(view)), children),)


def overview(view: View) -> Table:
    """The indicators of all municipalities; one that none of them has is told beneath and takes no column."""
    known = [n for n in view.numbers if any(percent_of(view, unit, n) is not None for unit in view.municipalities)]
    found = indicator_columns(view)
    columns = (Column("Муниципалитет", weight=2.4), *(found[n] for n in known))
    rows = tuple(chosen(row(view, unit), known) for unit in view.municipalities)
    totals = tuple(chosen(row(view, unit, RowStyle.TOTAL), known) for unit in view.tops)
    notes = tuple(absent(view.report.methods[n]) for n in view.numbers if n not in known)
    return Table("Показатели по муниципалитетам", columns, (*rows, *totals), notes, key="муниципалитеты")


def percent_of(view: View, unit: ReportUnit, number: int) -> Decimal | None:
    """The value of an indicator of a unit."""
    return view.readings.reading(unit, number).percent


def chosen(whole: Row, numbers: list[int]) -> Row:
    """The row with the cells of these indicators only."""
    return replace(whole, cells=(whole.cells[0], *(whole.cells[n + 1] for n in numbers)))


def absent(method: Mapping[str, Any]) -> str:
    """Why an indicator has no column."""
    return f"{named_indicator(method)} по муниципалитетам значений не имеет: {nobody(method)}."


def row(view: View, unit: ReportUnit, style: RowStyle = RowStyle.PLAIN, level: int = 0) -> Row:
    """All indicators of a unit."""
    cells = (share(reading) for reading in view.readings.of(unit))
    return Row((unit.name, *cells), style, level)


def by_indicator(view: View, number: int) -> Section:
    """One indicator: what stands out, the table, the ranking as a picture."""
    readings = [view.readings.reading(unit, number) for unit in view.municipalities]
    method = view.report.methods[number]
    if all(reading.percent is None for reading in readings):
        return Section(bare_name(method), (Paragraph(f"По муниципалитетам значения нет: {nobody(method)}."),))
    columns = (Column("Муниципалитет", weight=4.2), *comparison_columns(view))
    rows = tuple(Row((reading.unit.name, *comparison(view, reading))) for reading in readings)
    totals = tuple(
        Row((unit.name, *comparison(view, view.readings.reading(unit, number))), RowStyle.TOTAL) for unit in view.tops
    )
    target, _ = view.readings.target_of(view.tops[0], method["code"])
    notes = (BORROWED,) if any(reading.borrowed for reading in readings) else ()
    key, name = f"{method['code']}-", named_indicator(method)
    table = Table(f"{name} по муниципалитетам", columns, (*rows, *totals), notes, key=f"{key}таблица")
    words = Paragraph(f"{full_name(method)} ([[{key}таблица]], [[{key}рисунок]]).")
    chart = replace(ranking(readings, target, "муниципалитеты"), key=f"{key}рисунок")
    return Section(bare_name(method), (words, *outstanding(readings), table, chart))


def outstanding(readings: list[Reading]) -> tuple[Paragraph, ...]:
    """The greatest and the least value, and how many reached the target."""
    known = sorted((r for r in readings if r.percent is not None), key=lambda r: (r.percent, r.unit.sort_key))
    if not known or known[0].percent == known[-1].percent:
        return ()
    text = f"Наибольшее значение — {named(known[-1])}, наименьшее — {named(known[0])}."
    aimed = [reading for reading in known if reading.difference is not None]
    if aimed:
        reached = sum(1 for reading in aimed if reading.difference is not None and reading.difference >= 0)
        words = count_text(len(aimed), "муниципалитета", "муниципалитетов", "муниципалитетов")
        text += f" Цель достигнута у {reached} из {words}."
    return (Paragraph(text),)


def named(reading: Reading) -> str:
    """«Ковровский район (41,3 %)»."""
    return f"{reading.unit.name} ({format_percent(reading.value.numerator, reading.value.denominator)})"


def appendices(view: View) -> tuple[Section, ...]:
    """The organizations, under their municipalities."""
    if not view.organizations:
        return ()
    return (Section("Показатели организаций", (organizations(view),)),)


def organizations(view: View) -> Table:
    """All indicators of all organizations."""
    columns = (Column("Организация", weight=2.4), *indicator_columns(view))
    rows: list[Row] = []
    for municipality, units in view.by_municipality:
        rows.append(Row((municipality.name if municipality else NO_MUNICIPALITY,), RowStyle.GROUP))
        rows.extend(row(view, unit, level=1) for unit in units)
    return Table("Показатели по организациям", columns, tuple(rows))
