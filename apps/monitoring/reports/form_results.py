"""The results of a round as a document: the table of answers, the averages, the criteria in full."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils import timezone

from apps.core.documents.cells import Cell, ColumnKind
from apps.core.documents.tree import Column, Document, Paragraph, Requisites, Row, RowStyle, Section, Table
from apps.core.text import format_date, format_interval
from apps.monitoring.enums import CriterionKind, RoundState
from apps.monitoring.models import Criterion, FormRound
from apps.monitoring.selectors.questionnaires import ResultRow, Results
from apps.organizations.models import Organization

NUMBERS = (CriterionKind.SCALE, CriterionKind.NUMBER)
PLACES = 2
COUNTED = (*NUMBERS, CriterionKind.YES_NO)
HEAD = (Column("Организация", weight=3), Column("Состояние", weight=1.4), Column("Проверен", ColumnKind.DATE))


def document(round_: FormRound, found: Results) -> Document:
    """The results of a round over the addressees that the reader sees."""
    period = format_interval(round_.period_from, round_.period_to)
    day = round_.closed_on or timezone.localdate()
    state = "" if round_.state == RoundState.CLOSED else "СБОР НЕ ЗАКРЫТ"
    sections = (
        Section("Итоги", (Paragraph(f"Срок сдачи — {format_date(round_.due_on)}."), table(found))),
        *(Section("Ответы словами и ссылками", (one,)) for one in told(found)),
        Section("Критерии", (legend(found),)),
    )
    # The maker may be out of the reader's sight: a school reads its own line only.
    maker = Organization.objects.filter(pk=round_.organization_id).first()
    requisites = Requisites(str(maker or "Методическая служба"), day)
    return Document(round_.form.title, requisites, sections, subtitle=period, act=round_.form.basis, state=state)


def table(found: Results) -> Table:
    """Addressees down, the criteria that are counted across, the averages last."""
    shown = [place for place, one in enumerate(found.criteria) if one.kind in COUNTED]
    columns = (*HEAD, *(column(found, place) for place in shown), sum_column(found))
    rows = [Row(cells(row, found.criteria, shown)) for row in found.rows]
    if found.handed_in:
        means: tuple[Cell, ...] = tuple(mean(found.criteria[place], found.averages[place]) for place in shown)
        rows.append(Row(("Среднее по сданным", "", None, *means, found.average), RowStyle.TOTAL))
    return Table("Ответы по критериям", columns, tuple(rows), empty="Отчётов нет.")


def told(found: Results) -> tuple[Table, ...]:
    """The answers in words, links and documents, each in a line: across they would leave no room for the numbers."""
    columns = (Column("Организация", weight=2.4), Column("№", weight=0.6), Column("Ответ", weight=5))
    rows = tuple(
        Row((row.name, criterion.number, cell.words))
        for row in found.rows
        for criterion, cell in zip(found.criteria, row.cells, strict=True)
        if criterion.kind not in COUNTED and cell.answer
    )
    return (Table("Ответы словами и ссылками", columns, rows),) if rows else ()


def column(found: Results, place: int) -> Column:
    """A criterion by its number."""
    criterion = found.criteria[place]
    if criterion.kind not in NUMBERS:
        return Column(criterion.number, weight=1.0)
    given = [*(row.cells[place].number for row in found.rows), found.averages[place]]
    return Column(criterion.number, ColumnKind.DECIMAL, 0.8, places_of(given))


def sum_column(found: Results) -> Column:
    """The points of each addressee."""
    given = [*(row.points for row in found.rows), found.average]
    return Column("Сумма", ColumnKind.DECIMAL, 0.9, places_of(given))


def places_of(given: Iterable[Decimal | None]) -> int:
    """As many decimals as the numbers of a column need: marks are whole, a mean may not be (then two)."""
    parts = (-int(one.normalize().as_tuple().exponent) for one in given if one is not None)
    return min(PLACES, max((0, *parts)))


def cells(row: ResultRow, criteria: tuple[Criterion, ...], shown: list[int]) -> tuple[Cell, ...]:
    """An addressee's line."""
    given: list[Cell] = []
    for criterion, cell in ((criteria[place], row.cells[place]) for place in shown):
        given.append(cell.number if criterion.kind in NUMBERS else cell.words if cell.answer else None)
    points: Decimal | None = row.points if row.answered else None
    return (row.name, row.report.get_state_display(), row.report.checked_on, *given, points)


def mean(criterion: Criterion, value: Decimal | None) -> Cell:
    """The mean of a criterion: of yes and no as a share in words, of texts nothing."""
    if criterion.kind in NUMBERS or value is None:
        return value
    return f"да: {(value * 100).normalize():f}\u00a0%".replace(".", ",")


def legend(found: Results) -> Table:
    """The criteria in full with their clauses."""
    columns = (Column("№", weight=0.5), Column("Критерий", weight=6), Column("Ответ"), Column("Пункт"))
    rows = tuple(Row((one.number, one.title, one.get_kind_display(), one.clause or None)) for one in found.criteria)
    return Table("Что спрашивалось", columns, rows)
