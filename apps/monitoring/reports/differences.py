"""The differences of two computations as a workbook: the figures, then who stands otherwise."""

from datetime import date

from django.utils import timezone

from apps.core.documents.cells import ColumnKind, Ratio
from apps.core.documents.tree import Column, Document, Requisites, Row, Section, Table
from apps.core.text import NBSP, format_date
from apps.indicators.enums import Subject
from apps.indicators.wording import seat
from apps.monitoring.enums import Level, ReportState
from apps.monitoring.models import Report, ReportUnit
from apps.monitoring.reports.cells import UNIT_TITLES
from apps.monitoring.reports.note import author
from apps.monitoring.selectors import differences
from apps.monitoring.selectors.differences import Pair, UnitChange
from apps.monitoring.selectors.readings import visible_units
from apps.monitoring.selectors.subjects import method_of
from apps.monitoring.selectors.values import Value
from apps.monitoring.wording import full_name, period_title

WHO = (
    Column("Показатель", weight=3),
    Column("Что изменилось", weight=1.5),
    Column("Кто", weight=2),
    Column("Организация", weight=2),
    Column("Было", weight=3),
    Column("Стало", weight=3),
)


def differences_book(pair: Pair, unit: ReportUnit) -> tuple[Document, int]:
    """The workbook of a unit, and how many people it names."""
    rows, people = who_changed(pair, unit)
    sheets = (
        Section("Значения", (figures(pair),), number=""),
        Section("Кто изменился", (Table(f"Кто изменился: {unit.name}", WHO, rows, empty="Никто."),), number=""),
    )
    period = period_title(pair.after.period_from, pair.after.period_to)
    document = Document(
        title="Различия",
        subtitle=f"{unit.name}, {period}: {named(pair.before)} и {named(pair.after)}",
        requisites=Requisites(author(pair.after), day_of(pair.after), place=seat(pair.after.profile.act)),
        sections=sheets,
    )
    return document, people


def named(report: Report) -> str:
    """«версия 1», «сегодняшние данные (22.11.2026)»."""
    if report.state == ReportState.TRIAL:
        return f"сегодняшние данные ({format_date(day_of(report))})"
    return f"версия{NBSP}{report.version}"


def day_of(report: Report) -> date:
    """The day of the computation."""
    return timezone.localdate(report.computed_at) if report.computed_at else report.period_to


def figures(pair: Pair) -> Table:
    """Every figure that differs, of the units that the reader sees."""
    names = {method["code"]: full_name(method) for method in pair.after.methods}
    columns = (
        Column("Показатель", weight=3),
        Column("Уровень"),
        Column("Территория или организация", weight=2.4),
        Column("Было", ColumnKind.RATIO),
        Column("Стало", ColumnKind.RATIO),
    )
    changed = differences.figures(pair, visible_units(pair.before), visible_units(pair.after))
    rows = tuple(figure_row(one, names[one.code]) for one in changed)
    return Table(
        f"Значения: {named(pair.before)} и {named(pair.after)}", columns, rows, empty="Значения не изменились."
    )


def figure_row(one: UnitChange, name: str) -> Row:
    """One figure before and after."""
    level = UNIT_TITLES[Level(one.unit.level)]
    return Row((name, level, one.unit.name, ratio(one.before), ratio(one.after)))


def ratio(value: Value | None) -> Ratio | None:
    """A figure as a cell; nothing where the unit was not there."""
    return None if value is None else Ratio(value.numerator, value.denominator)


def who_changed(pair: Pair, unit: ReportUnit) -> tuple[tuple[Row, ...], int]:
    """A row for each subject that stands otherwise and that the reader sees; and how many people are among them."""
    rows: list[Row] = []
    people: set[int] = set()
    for method in pair.after.methods:
        if method["code"] not in pair.codes:
            continue
        found = [one for one in differences.subjects(pair, method["code"], unit) if one.name]
        for one in differences.told(pair, method["code"], found):
            where = one.moved.after.organization or one.moved.before.organization
            rows.append(Row((full_name(method), one.moved.change.words, one.moved.name, where, one.before, one.after)))
        if of_people(pair, method["code"]):
            people |= {one.id for one in found}
    return tuple(rows), len(people)


def of_people(pair: Pair, code: str) -> bool:
    """Whether the indicator counts people."""
    numbers = pair.numbers(code)
    return numbers is not None and method_of(pair.after, numbers[1]).rule.subject == Subject.PERSON
