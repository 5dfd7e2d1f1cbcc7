"""Cells, columns and figures of the report's tables."""

from apps.core.documents.cells import Cell, ColumnKind, Missing, Ratio
from apps.core.documents.tree import Column, Figure
from apps.core.text import format_number
from apps.monitoring.enums import Level
from apps.monitoring.models import ReportUnit
from apps.monitoring.reports.view import View
from apps.monitoring.selectors.readings import Reading
from apps.monitoring.selectors.values import Value
from apps.monitoring.wording import full_name, is_year, nobody, period_label, short_name

UNIT_TITLES = {Level.REGION: "Регион", Level.MUNICIPALITY: "Муниципалитет", Level.ORGANIZATION: "Организация"}
BORROWED = "Где у территории нет своей цели, показана цель профиля."
NOT_COUNTED = "показатель не считается по этой организации"


def share(reading: Reading) -> Ratio | Missing:
    """A figure as a cell: the share, or the reason why there is none."""
    if not reading.applicable:
        return Missing(NOT_COUNTED, applicable=False)
    if reading.percent is None:
        return Missing(nobody(reading.method))
    return Ratio(reading.value.numerator, reading.value.denominator)


def past_share(value: Value | None) -> Ratio | None:
    """The figure of the year before."""
    return None if value is None or value.percent is None else Ratio(value.numerator, value.denominator)


def notes_of(view: View, reading: Reading) -> str:
    """What stands beneath a figure."""
    lines = [view.extra_note(reading.unit, reading.number)]
    if reading.borrowed and reading.target is not None:
        lines.append("Своей цели нет: показана цель профиля.")
    if reading.target is not None and not is_year(view.report.period_from, view.report.period_to):
        lines.append("Цель установлена на конец года.")
    if reading.value.lost:
        lines.append(f"Накопленное значение стало меньше: выбыли из штата {format_number(reading.value.lost)}.")
    if reading.past and reading.past[-1].value is not None and not reading.past[-1].alike:
        lines.append("Методика изменилась: с прошлым годом не сравнивается.")
    return " ".join(line for line in lines if line)


def figure(view: View, reading: Reading) -> Figure:
    """A figure in large print."""
    name = full_name(reading.method)
    title = f"{name} — {reading.unit.name}" if len(view.tops) > 1 else name
    return Figure(title, share(reading), reading.target, notes_of(view, reading))


def indicator_columns(view: View) -> tuple[Column, ...]:
    """A column for each indicator."""
    return tuple(Column(short_name(method), ColumnKind.RATIO, weight=1.6) for method in view.report.methods)


def comparison_columns(view: View) -> tuple[Column, ...]:
    """The columns beside a name in a table of one indicator; those that would be empty throughout are left out."""
    found = [Column("Значение", ColumnKind.RATIO, weight=2.1)]
    if view.readings.targets:
        found += [
            Column("Цель", ColumnKind.PERCENT, weight=1.4),
            Column("К цели, п.п.", ColumnKind.DECIMAL, weight=1.4),
        ]
    if view.readings.earlier:
        found.append(Column(earlier_label(view), ColumnKind.RATIO, weight=2.1))
        found.append(Column("Изменение, п.п.", ColumnKind.DECIMAL, weight=1.7))
    return tuple(found)


def earlier_label(view: View) -> str:
    """The head of the column with the year before."""
    before = view.readings.earlier[-1]
    return period_label(before.period_from, before.period_to)


def comparison(view: View, reading: Reading) -> tuple[Cell, ...]:
    """The cells of ``comparison_columns``."""
    aimed = (reading.target, reading.difference) if view.readings.targets else ()
    compared = (past_share(reading.previous), reading.change) if view.readings.earlier else ()
    return (share(reading), *aimed, *compared)


def coverage(unit: ReportUnit) -> Ratio | Missing:
    """The staff entered where the official headcount is known, of that headcount."""
    if not unit.official:
        return Missing("официальная численность не введена")
    return Ratio(unit.official_staff, unit.official)
