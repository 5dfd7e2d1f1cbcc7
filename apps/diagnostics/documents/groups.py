"""A group's results as a document: the summary of a group, and the deficit map."""

from collections.abc import Iterator
from datetime import date

from apps.core.charts import ChartData, Series
from apps.core.charts.model import ChartKind
from apps.core.documents.cells import Cell as Value
from apps.core.documents.cells import ColumnKind, Missing, Ratio
from apps.core.documents.tree import (
    Block,
    Chart,
    Column,
    Document,
    Figure,
    Paragraph,
    ParagraphRole,
    Requisites,
    Row,
    RowStyle,
    Section,
    Table,
)
from apps.core.text import count_text, percent, ratio_text, round_half_up
from apps.diagnostics.models import Competence
from apps.diagnostics.selectors.deficit_map import Cell, Grid
from apps.diagnostics.selectors.groups import Group, Line

SMALL = Missing("группа меньше 5 человек или выдала бы такую группу")
NOBODY = Missing("никто не оценён")
RULE = (
    "Состояние человека по компетенции определяет последняя независимая неаннулированная диагностика за три года,"
    " которая её проверяла. Считаются педагогические работники и управленческие кадры с основным местом работы на дату."
)
HIDDEN = "«—» вместо числа: группа меньше 5 человек или та, по которой её можно было бы вычислить."
COLUMNS = (
    Column("Компетенция", weight=4),
    Column("Оценено", ColumnKind.INT),
    Column("Средний результат, %", ColumnKind.DECIMAL, 1.2),
    Column("Отклонение, п. п.", ColumnKind.DECIMAL, 1.2),
    Column("С дефицитом", ColumnKind.RATIO, 2),
)
ACROSS = 4
TOLD = 3


def group_document(group: Group, subtitle: str, issuer: str, day: date) -> Document:
    """The summary of a group: the whole, the competences, the conclusions."""
    sections = (
        Section("Итоги", tuple(summary(group))),
        Section("Компетенции", (Paragraph(RULE, ParagraphRole.NOTE), table(group), *chart(group))),
    )
    return Document("Сводный профиль группы по результатам диагностики", Requisites(issuer, day), sections, subtitle)


def summary(group: Group) -> Iterator[Block]:
    """How many were assessed and have a deficit; where the deficits are most frequent."""
    whole = group.whole
    if whole.hidden:
        yield Paragraph("Оценено меньше 5 человек: результаты группы не показываются.")
        return
    people = count_text(whole.people, "человек", "человека", "человек")
    yield Figure("Хотя бы один дефицит", Ratio(whole.deficits, whole.people), note=f"Оценено: {people}")
    worst = [pair for pair in ranked(group) if pair[1].deficits][:TOLD]
    if worst:
        words = "; ".join(f"{one.code} {one.title} — {ratio_text(line.deficits, line.people)}" for one, line in worst)
        yield Paragraph(f"Чаще всего дефицит выявлен по компетенциям: {words}.", ParagraphRole.CONCLUSION)
    else:
        yield Paragraph("Дефицитов по показанным компетенциям не выявлено.", ParagraphRole.CONCLUSION)


def ranked(group: Group) -> list[tuple[Competence, Line]]:
    """The told competences, the greatest share of deficits first."""
    told = [(one, group.lines[one.pk]) for one in group.competences if not group.lines[one.pk].hidden]
    return sorted(told, key=lambda pair: -(percent(pair[1].deficits, pair[1].people) or 0))


def table(group: Group) -> Table:
    """The competences by blocks."""
    rows: list[Row] = []
    for title, lines in group.blocks:
        rows.append(Row((title[:1].upper() + title[1:],), RowStyle.GROUP))
        rows += [Row((f"{one.code} {one.title}", *figures(line))) for one, line in lines]
    notes = (HIDDEN,) if any(line.hidden for line in group.lines.values()) else ()
    return Table("Результаты по компетенциям", COLUMNS, tuple(rows), notes, "Диагностик ещё не было.")


def figures(line: Line) -> tuple[Value, ...]:
    """A line's cells."""
    if line.hidden:
        return (SMALL, SMALL, SMALL, SMALL)
    parts = [None if value is None else round_half_up(value, 1) for value in (line.mean, line.spread)]
    return (line.people, *parts, Ratio(line.deficits, line.people))


def chart(group: Group) -> Iterator[Chart]:
    """The shares of deficits, the greatest first."""
    pairs = [(one.code, percent(line.deficits, line.people)) for one, line in ranked(group) if line.people]
    if pairs:
        series = (Series("С дефицитом", tuple(share for _, share in pairs)),)
        data = ChartData(ChartKind.HBAR, tuple(code for code, _ in pairs), series, "Доля с дефицитом", "%")
        yield Chart("Доля работников с дефицитом по компетенциям", data)


def map_document(grid: Grid, subtitle: str, issuer: str, day: date, *, flat: bool) -> Document:
    """The deficit map: units down, some competences across; ``flat`` adds one long table for further work."""
    sections = [
        Section("Как читать", (Paragraph(RULE), *([Paragraph(HIDDEN)] if grid.any_hidden else []))),
        *(Section(title[:1].upper() + title[1:], tuple(tables(grid, title, found))) for title, found in grid.blocks),
    ]
    if flat:
        sections.append(Section("Данные карты", (long_table(grid),)))
    return Document("Карта профессиональных дефицитов", Requisites(issuer, day), tuple(sections), subtitle)


def tables(grid: Grid, title: str, competences: list[Competence]) -> Iterator[Table]:
    """The competences of a block, a few to a table."""
    for start in range(0, len(competences), ACROSS):
        some = competences[start : start + ACROSS]
        heads = tuple(Column(f"{one.code} {one.title}", ColumnKind.RATIO, 2) for one in some)
        rows = [Row((unit.name, *(value(grid.cell(one.pk, unit.pk)) for one in some))) for unit in grid.units]
        rows.append(Row(("Всего", *(value(grid.cell(one.pk, None)) for one in some)), RowStyle.TOTAL))
        caption = f"Доля с дефицитом: {title}"
        yield Table(caption, (Column(grid.axis.one, weight=2.5), *heads), tuple(rows))


def value(cell: Cell) -> Value:
    """A cell of the map."""
    if cell.hidden:
        return SMALL
    return Ratio(cell.deficits, cell.people) if cell.people else NOBODY


def long_table(grid: Grid) -> Table:
    """Every cell as a row."""
    columns = (
        Column("Блок"), Column("Код"), Column("Компетенция", weight=3), Column(grid.axis.one, weight=2),
        Column("Оценено", ColumnKind.INT), Column("С дефицитом", ColumnKind.INT), Column("Доля, %", ColumnKind.PERCENT),
    )  # fmt: skip
    rows = [
        Row((title, one.code, one.title, unit.name, *numbers(grid.cell(one.pk, unit.pk))))
        for title, found in grid.blocks
        for one in found
        for unit in grid.units
        if grid.cell(one.pk, unit.pk) != Cell()
    ]
    return Table("Данные карты", columns, tuple(rows))


def numbers(cell: Cell) -> tuple[Value, ...]:
    """A cell's figures."""
    return (SMALL, SMALL, SMALL) if cell.hidden else (cell.people, cell.deficits, cell.share)
