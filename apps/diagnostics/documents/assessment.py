"""The December report of an assessment centre: about pedagogues, about managers."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from apps.core.documents.cells import Cell, ColumnKind, Missing, Ratio
from apps.core.documents.tree import (
    Block,
    Column,
    Document,
    Figure,
    Paragraph,
    Requisites,
    Row,
    RowStyle,
    Section,
    Signature,
    Table,
)
from apps.core.text import count_text, percent, ratio_text, round_half_up
from apps.diagnostics.documents.groups import SMALL
from apps.diagnostics.selectors.assessment import YearReport
from apps.diagnostics.selectors.groups import Line
from apps.diagnostics.selectors.suppression import small

NONE_BEFORE = Missing("годом раньше никто не оценён")
FEW = "Меньше 5 человек: результаты не показываются."
LEFT_OUT = "Муниципалитеты, где оценено меньше 5 человек, и те, по которым их можно вычислить, не показаны."
COMPETENCES = (
    Column("Компетенция", weight=4),
    Column("Оценено", ColumnKind.INT),
    Column("Средний результат, %", ColumnKind.DECIMAL, 1.3),
    Column("Годом раньше, %", ColumnKind.DECIMAL, 1.2),
    Column("С дефицитом", ColumnKind.RATIO, 2),
    Column("Доля годом раньше, %", ColumnKind.PERCENT, 1.3),
)
PLACES = (
    Column("Муниципалитет", weight=3), Column("Оценено", ColumnKind.INT), Column("С дефицитом", ColumnKind.RATIO, 2)
)  # fmt: skip
WORST = 5


def year_document(report: YearReport, conclusion: str, day: date) -> Document:
    """The report as a document; ``conclusion`` is what the centre wrote, its paragraphs by empty lines."""
    sections = (
        Section("Охват", tuple(coverage(report))),
        Section("Результаты по компетенциям", (competences(report),)),
        Section("Выявленные проблемы", tuple(problems(report))),
        Section("Выводы и предложения", tuple(Paragraph(text) for text in paragraphs(conclusion)),
                empty="Выводы центр ещё не внёс."),
    )  # fmt: skip
    requisites = Requisites(str(report.provider), day)
    subtitle = f"по результатам независимой оценки за {report.year} год"
    signatures = (Signature("Руководитель центра"),)
    return Document(report.title, requisites, sections, subtitle, signatures=signatures)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a typed text."""
    return [" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]


def coverage(report: YearReport) -> Iterator[Block]:
    """How many were assessed, and where."""
    whole, before = report.now.whole, report.before.whole
    if small(whole.people):
        yield Paragraph(FEW)
        return
    people = count_text(whole.people, "человек", "человека", "человек")
    yield Figure("Хотя бы один дефицит", Ratio(whole.deficits, whole.people), note=f"Оценено: {people}")
    yield Paragraph(f"Годом раньше оценено: {count_text(before.people, 'человек', 'человека', 'человек')}.")
    rows = [Row((str(place), *place_cells(report.told(place.pk)))) for place in report.municipalities]
    rows.append(Row(("Всего", whole.people, Ratio(whole.deficits, whole.people)), RowStyle.TOTAL))
    hidden = any(report.told(place.pk).hidden for place in report.municipalities)
    yield Table("Оценено по муниципалитетам", PLACES, tuple(rows), (LEFT_OUT,) if hidden else ())


def place_cells(line: Line) -> tuple[Cell, ...]:
    """A municipality's figures."""
    return (SMALL, SMALL) if line.hidden else (line.people, Ratio(line.deficits, line.people))


def competences(report: YearReport) -> Table:
    """The competences beside the year before."""
    rows = []
    for one in report.competences:
        line, before = report.now.lines[one.pk], report.before.lines.get(one.pk)
        now = (line.people, Ratio(line.deficits, line.people)) if not small(line.people) else (SMALL, SMALL)
        rows.append(Row((f"{one.code} {one.title}", now[0], mean(line), mean(before), now[1], share(before))))
    return Table("Результаты по компетенциям", COMPETENCES, tuple(rows), empty="За год никто не оценён.")


def mean(line: Line | None) -> Decimal | Missing:
    """The mean of a line, of five people and more."""
    if line is None or line.mean is None:
        return NONE_BEFORE
    return SMALL if small(line.people) else round_half_up(line.mean, 1)


def share(line: Line | None) -> Decimal | Missing | None:
    """With a deficit of those assessed the year before in percent, of five people and more."""
    if line is None:
        return NONE_BEFORE
    return SMALL if small(line.people) else percent(line.deficits, line.people)


def problems(report: YearReport) -> Iterator[Block]:
    """The competences with the most frequent deficits in words."""
    lines = [(one, report.now.lines[one.pk]) for one in report.competences]
    pairs = [(one, line) for one, line in lines if line.deficits and not small(line.people)]
    pairs.sort(key=lambda pair: -(percent(pair[1].deficits, pair[1].people) or 0))
    for one, line in pairs[:WORST]:
        yield Paragraph(f"{one.code} {one.title}: дефицит у{chr(160)}{ratio_text(line.deficits, line.people)}.")
    if not pairs:
        hidden = any(small(line.people) for _, line in lines)
        yield Paragraph(FEW if hidden else "Дефицитов не выявлено.")
