"""How complete and how sound the data are, and by which methods the report is computed."""

from apps.core.documents.cells import ColumnKind
from apps.core.documents.tree import Column, Paragraph, ParagraphRole, Row, RowStyle, Section, Table
from apps.indicators.selectors import methods as parsed
from apps.indicators.wording import sentence
from apps.monitoring.enums import Level
from apps.monitoring.models import ReportUnit
from apps.monitoring.reports.cells import UNIT_TITLES, coverage
from apps.monitoring.reports.view import View
from apps.monitoring.wording import full_name, short_name

STAFF_COLUMNS = (
    Column("Работников", ColumnKind.INT),
    Column("Из них руководителей", ColumnKind.INT),
    Column("Официальная численность", ColumnKind.INT, weight=1.2),
    Column("Внесено от официальной", ColumnKind.RATIO, weight=2),
)


def completeness(view: View) -> Section:
    """The staff entered beside the official headcount."""
    return Section("Полнота данных", (staff_table(view),))


def staff_table(view: View) -> Table:
    """The staff of every municipality (of every organization where the reader sees one municipality)."""
    beneath = view.municipalities or [unit for unit in view.organizations if unit.counted]
    units = beneath or view.tops
    totals = tuple(staff_row(unit, RowStyle.TOTAL) for unit in view.tops) if beneath else ()
    title = UNIT_TITLES[Level(units[0].level)] if units else "Территория"
    columns = (Column(title, weight=2.6), *STAFF_COLUMNS)
    note = "Официальная численность — последняя введённая на отчётную дату; сверяются только организации, где она есть."
    rows = (*(staff_row(unit) for unit in units), *totals)
    return Table(f"Штат на {view.day} и официальная численность", columns, rows, notes=(note,))


def staff_row(unit: ReportUnit, style: RowStyle = RowStyle.PLAIN) -> Row:
    """The staff of a unit."""
    return Row((unit.name, unit.staff, unit.managers, unit.official or None, coverage(unit)), style)


def findings(view: View) -> tuple[Section, ...]:
    """How many findings each rule made; nothing for a role that reads none."""
    return () if view.findings is None else (Section("Качество данных", (findings_table(view),)),)


def findings_table(view: View) -> Table:
    """The rules that found something, with their numbers."""
    found = view.findings or []
    columns = (Column("Замечание", weight=4), Column("Важность"), Column("Записей", ColumnKind.INT))
    rows = [Row((one.title, one.severity.label, one.count)) for one in found]
    total = [Row(("Всего", "", sum(one.count for one in found)), RowStyle.TOTAL)] if rows else []
    return Table("Замечания к данным", columns, (*rows, *total), empty="Замечаний к данным нет.")


def methods(view: View) -> Section:
    """Every indicator's rule in words, its clause and its version."""
    children = tuple(method_section(view, number) for number in view.numbers)
    return Section("Методика расчёта", (), children)


def method_section(view: View, number: int) -> Section:
    """One indicator's rule."""
    report = view.report
    kept = report.methods[number]
    names = report.profile.subject_names
    words = sentence(parsed(report.methods)[number], report.period_from, report.period_to, names)
    origin = f"Пункт {kept['clause']} акта; версия методики {kept['version']}."
    return Section(
        short_name(kept), (Paragraph(full_name(kept)), Paragraph(words), Paragraph(origin, ParagraphRole.NOTE))
    )
