"""The matrix of functions as a document: a summary by subjects, then each subject's functions."""

from django.utils import timezone

from apps.core.documents.cells import ColumnKind, Ratio
from apps.core.documents.formats import DocumentFormat
from apps.core.documents.tree import Column, Document, Paragraph, Requisites, Row, RowStyle, Section, Table
from apps.core.services.results import clean_name
from apps.core.text import DASH, count_text, format_interval
from apps.indicators.wording import act_reference, seat
from apps.roadmap.functions.selectors import Asked, Line, Standing, Subject

TITLE = "Исполнение функций субъектов системы"
COLUMNS = (
    Column("Пункт", weight=1.2),
    Column("Функция", weight=4.9),
    Column("Чем подтверждается", weight=2.4),
    Column("За период", weight=1.5),
    Column("Состояние", weight=2.0),
)
# In short words: with the long ones of the states the names of subjects would have no room.
HEADS = ("Видно в портале", "Внесено вручную", "Пока нет")
STATES = (Standing.SHOWN, Standing.CONFIRMED, Standing.OPEN)


def document(asked: Asked, subjects: list[Subject], issuer: str) -> Document:
    """The matrix for a reader: ``issuer`` is the organization that prints it."""
    sections = (
        Section("Сводка", (Paragraph(summary(subjects)), overview(subjects))),
        *(Section(subject.title, (table(subject),)) for subject in subjects),
    )
    subtitle = f"{asked.territory}, {format_interval(asked.start, asked.end)}"
    requisites = Requisites(issuer, timezone.localdate(), place=seat(asked.profile.act))
    return Document(TITLE, requisites, sections, subtitle=subtitle, act=act_reference(asked.profile.act))


def summary(subjects: list[Subject]) -> str:
    """The whole in a sentence."""
    total = sum(len(subject.lines) for subject in subjects)
    counts = {state: sum(subject.count(state) for subject in subjects) for state in STATES}
    words = ", ".join(f"{state.words} — {counts[state]}" for state in STATES)
    return f"Положение называет {count_text(total, 'функцию', 'функции', 'функций')}: {words}."


def overview(subjects: list[Subject]) -> Table:
    """How many functions of each subject stand how."""
    heads = tuple(Column(title, ColumnKind.INT) for title in HEADS)
    columns = (Column("Субъект", weight=3.6), Column("Функций", ColumnKind.INT), *heads,
               Column("Подтверждено", ColumnKind.RATIO, 1.6))  # fmt: skip
    rows = [Row((s.title, len(s.lines), *(s.count(x) for x in STATES), confirmed(s.lines))) for s in subjects]
    every = [line for subject in subjects for line in subject.lines]
    sums = [sum(subject.count(state) for subject in subjects) for state in STATES]
    rows.append(Row(("Всего", len(every), *sums, confirmed(every)), RowStyle.TOTAL))
    return Table("Функции по субъектам", columns, tuple(rows))


def confirmed(lines: list[Line]) -> Ratio:
    """The share of functions that something confirms."""
    return Ratio(sum(1 for line in lines if line.standing != Standing.OPEN), len(lines))


def table(subject: Subject) -> Table:
    """A subject's functions."""
    rows = tuple(
        Row((line.clause, line.text, proofs(line), line.figure or DASH, line.standing.words)) for line in subject.lines
    )
    return Table(f"Функции: {subject.title}", COLUMNS, rows)


def proofs(line: Line) -> str:
    """What confirms a function: the counter, then what people wrote."""
    return "; ".join([line.way.words, *(one.text for one in line.evidence)])


def file_name(asked: Asked, form: DocumentFormat) -> str:
    """The name of the file."""
    period = format_interval(asked.start, asked.end).replace("\u00a0", " ")
    return clean_name(f"{TITLE}, {asked.territory}, {period}.{form.value}")
