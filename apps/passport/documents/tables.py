"""The tables and the chart of the passport's document."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone

from apps.core.charts import ChartData, ChartKind, Series
from apps.core.charts.scatter import ScatterData, Spot
from apps.core.documents.cells import Cell, ColumnKind, Missing, Ratio
from apps.core.documents.tree import Block, Chart, Column, Paragraph, ParagraphRole, Row, RowStyle, Table
from apps.core.text import round_half_up
from apps.passport.enums import Exam
from apps.passport.models import Part
from apps.passport.registry import POINTS, Section
from apps.passport.selectors.view import Entry, View, plain

TEXT, INT, DECIMAL, DATE = ColumnKind.TEXT, ColumnKind.INT, ColumnKind.DECIMAL, ColumnKind.DATE
STRONGEST = (
    "На рисунках — показатель с наибольшим по модулю коэффициентом Пирсона для каждого предмета; точка — школа,"
    " пунктир — прямая, которая ближе всего к точкам."
)
SCORE_PLACES = 2
ROUNDED = "Коэффициенты и p округлены до четырёх знаков; p = 0,0000 означает, что p меньше 0,00005."
SOURCE = (Column("Источник", weight=2.2), Column("Ответственный", weight=1.6))


def figures(view: View, section: Section) -> tuple[Block, ...]:
    """The figures of a section: numbers, then shares, each in a table of real values; texts as paragraphs."""
    entries = view.entries(section)
    texts = [entry for entry in entries if entry.text]
    shares = [entry for entry in entries if entry.is_share]
    numbers = [entry for entry in entries if entry not in texts and entry not in shares]
    tables = (*(number_table(section, numbers) if numbers else ()), *(share_table(section, shares) if shares else ()))
    return (*tables, *(Paragraph(f"{entry.title}. {entry.text}") for entry in texts))


def number_table(section: Section, entries: list[Entry]) -> tuple[Table]:
    """Numbers with their units."""
    whole = all(entry.number is None or entry.number == entry.number.to_integral_value() for entry in entries)
    value = Column("Значение", DECIMAL, 1.0, 0 if whole else 1)
    columns = (Column("Показатель", weight=3.2), Column("Единица", weight=0.8), value, *SOURCE)
    rows = [
        Row((one.title, one.unit, value_cell(one), one.source, one.responsible), level=int(one.sub)) for one in entries
    ]
    return (Table(f"{section.title}: показатели", columns, tuple(rows)),)


def value_cell(entry: Entry) -> Cell:
    """A number, or why there is none."""
    return entry.number if entry.number is not None and not entry.missing else Missing(entry.missing)


def share_table(section: Section, entries: list[Entry]) -> tuple[Table]:
    """Shares with what they are made of."""
    columns = (Column("Показатель", weight=3.6), Column("Доля", ColumnKind.RATIO, 1.6), *SOURCE)
    rows = [Row((entry.title, share_cell(entry), entry.source, entry.responsible)) for entry in entries]
    return (Table(f"{section.title}: доли", columns, tuple(rows)),)


def share_cell(entry: Entry) -> Cell:
    """A share, or why there is none."""
    if entry.missing or not entry.denominator:
        return Missing(entry.missing)
    return Ratio(int(entry.number or 0), entry.denominator)


def objects(view: View) -> tuple[Block, ...]:
    """The objects of the infrastructure."""
    columns = (
        Column("Наименование", weight=2.5),
        Column("Вид", weight=1.2),
        Column("Количество", INT, 0.9),
        Column("Адрес и описание", weight=2.5),
        Column("Чья часть", weight=1.5),
    )
    rows = [
        (one.title, one.get_kind_display(), one.quantity, ". ".join(filter(None, (one.address, one.description))),
         one.part.name)
        for one in view.lists["infrastructure"]
    ]  # fmt: skip
    return (Table("Объекты инфраструктуры", columns, tuple(map(Row, rows)), empty="Объекты не внесены."),)


def money(view: View) -> tuple[Block, ...]:
    """The sums by source and year as a table and as a chart, then every line."""
    years = tuple(str(year) for year in view.money_years)
    if not years:
        return (Paragraph("Финансирование не внесено."),)
    columns = (Column("Источник", weight=2.0), *(Column(f"{year} год", DECIMAL, 1.0, 1) for year in years))
    *sources, whole = view.money
    rows = [Row((one.title, *one.amounts)) for one in sources]
    rows.append(Row((whole.title, *whole.amounts), RowStyle.TOTAL))
    table = Table("Финансирование по источникам и годам, тыс. руб.", columns, tuple(rows))
    series = tuple(Series(one.title, tuple(map(whole_number, one.amounts))) for one in sources)
    chart = ChartData(ChartKind.GROUPED, years, series, title="Финансирование", unit="тыс. руб.")
    return (table, Chart("Финансирование по источникам и годам", chart), money_lines(view))


def whole_number(amount: Decimal | None) -> Decimal | None:
    """A sum as a chart writes it: kopecks only where there are any."""
    return None if amount is None else plain(amount)


def money_lines(view: View) -> Table:
    """What the sums are for, and in whose part they stand."""
    columns = (
        Column("Год", weight=0.6),
        Column("Источник", weight=1.6),
        Column("Тыс. руб.", DECIMAL, 1.0, 1),
        Column("На что", weight=3.0),
        Column("Чья часть", weight=1.6),
    )
    rows = [
        Row((str(one.year), one.get_money_source_display(), one.amount, one.purpose, one.part.name))
        for one in view.lists["financing"]
    ]
    return Table("На что направлено финансирование", columns, tuple(rows))


def resources(view: View) -> tuple[Block, ...]:
    """The information resources."""
    columns = (
        Column("Наименование", weight=2.0),
        Column("Вид", weight=1.3),
        Column("Адрес в сети", weight=1.8),
        Column("Владелец", weight=1.5),
        Column("Назначение", weight=2.4),
    )
    rows = [
        Row((one.title, one.get_kind_display(), one.url or Missing("адрес не указан"), one.owner, one.purpose))
        for one in view.lists["resources"]
    ]
    return (Table("Информационные ресурсы", columns, tuple(rows), empty="Ресурсы не внесены."),)


def correlations(view: View) -> Table:
    """The links with the students' results."""
    columns = (
        Column("Экзамен, предмет", weight=1.8),
        Column("Показатель РСНМС", weight=2.2),
        Column("Школ", INT, 0.7),
        Column("Пирсон, r", DECIMAL, 0.9, 4),
        Column("p", DECIMAL, 0.8, 4),
        Column("Спирмен, ρ", DECIMAL, 0.9, 4),
        Column("p", DECIMAL, 0.8, 4),
    )
    rows = [
        Row((f"{Exam(row['exam']).label}, {row['subject']}", row["short"], row["schools"],
             *coefficient(row, "pearson"), *coefficient(row, "spearman")))
        for row in view.correlations
    ]  # fmt: skip
    empty = f"Связь не рассчитана: {view.correlation_missing or 'результаты не внесены'}."
    return Table("Связь с результатами обучающихся", columns, tuple(rows), (ROUNDED,) if rows else (), empty=empty)


def scatters(view: View) -> tuple[Block, ...]:
    """The strongest link of every subject as a cloud of points, a point a school."""
    drawn = tuple(scatter_chart(row) for row in view.correlations if row.get(POINTS))
    return (Paragraph(STRONGEST, ParagraphRole.NOTE), *drawn) if drawn else ()


def scatter_chart(row: Mapping[str, Any]) -> Chart:
    """The picture of one link."""
    name = f"{Exam(row['exam']).label}, {row['subject']}: {row['short']}"
    spots = tuple(
        Spot(school, Decimal(value), round_half_up(Decimal(score), SCORE_PLACES))
        for school, value, score in row[POINTS]
    )
    return Chart(name, ScatterData(name, f"{row['short']}, %", "Средний балл", spots))


def coefficient(row: Mapping[str, object], name: str) -> tuple[Cell, Cell]:
    """A coefficient and its p-value; without them the reason."""
    found = row[name]
    if not isinstance(found, dict):
        reason = Missing(str(row["refusal"]))
        return reason, reason
    return Decimal(found["value"]), Decimal(found["p"])


def parts(view: View) -> Table:
    """Who filled what, and when."""
    columns = (
        Column("Ответственный", weight=2.5),
        Column("Чья часть", weight=2.0),
        Column("Состояние", weight=1.2),
        Column("Срок", DATE, 1.0),
        Column("Сдана", DATE, 1.0),
    )
    return Table("Части паспорта", columns, tuple(Row(part_cells(part)) for part in view.parts))


def part_cells(part: Part) -> tuple[Cell, ...]:
    """A part as a row."""
    handed = timezone.localdate(part.submitted_at) if part.submitted_at else Missing("часть не сдана")
    return (part.name, part.get_kind_display(), part.get_state_display(), part.due_on, handed)
