"""«Ход выполнения дорожной карты»: the document (DOMAIN 6); page, XLSX, PDF and DOCX are drawn of this one tree."""

from collections.abc import Iterator

from django.utils import timezone

from apps.core import counters
from apps.core.documents.cells import ColumnKind, Missing, Ratio
from apps.core.documents.formats import DocumentFormat
from apps.core.documents.tree import (
    Block,
    Column,
    Document,
    Figure,
    Paragraph,
    ParagraphRole,
    Requisites,
    Row,
    RowStyle,
    Section,
    Signature,
    Table,
)
from apps.core.text import NBSP, count_text, format_date
from apps.indicators.wording import seat
from apps.roadmap.models import Progress, Quantity, Roadmap
from apps.roadmap.selectors import planned
from apps.roadmap.standing import DONE, LATE, PLANNED, REPORTED, RETURNED, Line, Standing

MEASURES = ("мероприятие", "мероприятия", "мероприятий")
TITLE = "Ход выполнения дорожной карты"
SHOWN_LATE = 500


def file_name(roadmap: Roadmap, year: int, form: DocumentFormat) -> str:
    """The name under which the reader saves the file."""
    return f"{TITLE} за {year} год, {roadmap.profile.title}.{form.value}"


def course(roadmap: Roadmap, year: int) -> Document:
    """The whole document, as its reader may see the roadmap."""
    standing = Standing(roadmap, year)
    return Document(
        title=TITLE,
        subtitle=f"за {year}{NBSP}год: {roadmap.profile.title}",
        requisites=Requisites(author(roadmap), timezone.localdate(), place=seat(roadmap.profile.act)),
        act=roadmap.title,
        signatures=(Signature("Руководитель"),),
        sections=(
            Section("Общие сведения", tuple(summary(standing))),
            Section("Мероприятия", children=tuple(measures(standing)), empty="В этом году мероприятий нет."),
            Section("Плановые показатели", (quantities(standing),)),
            Section("Просроченные мероприятия", (late(standing),)),
        ),
    )


def author(roadmap: Roadmap) -> str:
    """Who issues the document: the centre by the profile's own name, else the profile."""
    names = roadmap.profile.subject_names
    for kind in ("cnppm", "iro", "moo"):
        if name := (names.get(kind) or {}).get("name"):
            return str(name)
    return roadmap.profile.title


def summary(standing: Standing) -> Iterator[Block]:
    """How much is carried out, in large print and by sections."""
    total = standing.by_state.total()
    share = Ratio(standing.by_state[DONE], total) if total else Missing("исполнение не заведено")
    yield Figure("Исполнено", share, note=f"на {format_date(standing.today)}, по отчётам, принятым ведущим карту")
    yield Paragraph(words(standing))
    if standing.by_state[LATE]:
        count = count_text(standing.by_state[LATE], "исполнение", "исполнения", "исполнений")
        yield Paragraph(f"Просрочено: {count}.", ParagraphRole.CONCLUSION)
    yield by_sections(standing)


def words(standing: Standing) -> str:
    """How many measures and executors there are."""
    total = standing.by_state.total()
    bodies = count_text(len(standing.bodies), "исполнителя", "исполнителей", "исполнителей")
    return (
        f"В {standing.year}{NBSP}году к исполнению — {count_text(len(standing.lines), *MEASURES)} для {bodies}; записей"
        f" об исполнении — {total}. Срок карты: {years(standing.roadmap)}."
    )


def years(roadmap: Roadmap) -> str:
    """«2021 год» or «2021–2024 годы»."""
    first, last = roadmap.first_year, roadmap.last_year
    return f"{first}{NBSP}год" if first == last else f"{first}–{last}{NBSP}годы"


def by_sections(standing: Standing) -> Table:
    """Where the execution stands, section by section."""
    titles = ("Всего", "Исполнено", "На приёмке", "Возвращено", "Не представлено", "Просрочено")
    columns = (Column("Раздел", weight=4), *(Column(title, ColumnKind.INT) for title in titles))
    tones = (DONE, REPORTED, RETURNED, PLANNED, LATE)
    rows = []
    for section, lines in standing.sections:
        counts = [sum(line.by_state[tone] for line in lines) for tone in tones]
        rows.append(Row((section or "Без раздела", sum(counts), *counts)))
    sums = [standing.by_state[tone] for tone in tones]
    rows.append(Row(("Всего", sum(sums), *sums), RowStyle.TOTAL))
    return Table("Исполнение по разделам", columns, tuple(rows))


def measures(standing: Standing) -> Iterator[Section]:
    """The measures of each section with their terms, executors, progress and state."""
    columns = (
        Column("№", weight=0.6),
        Column("Мероприятие", weight=4.2),
        Column("Исполнители", weight=2),
        Column("Срок", weight=1.6),
        Column("Ход", weight=1.6),
        Column("Состояние", weight=1.6),
    )
    for section, lines in standing.sections:
        rows = tuple(
            Row((line.item.number, line.item.title, executors(line), line.term, line.progress or None, line.state))
            for line in lines
        )
        caption = f"Мероприятия раздела «{section}»" if section else "Мероприятия"
        yield Section(section or "Мероприятия", (Table(caption, columns, rows),))


def executors(line: Line) -> str:
    """The executors as the act names them."""
    return ", ".join(line.item.executor_names)


def quantities(standing: Standing) -> Table:
    """What was planned in numbers, and what the portal counts."""
    columns = (
        Column("№", weight=0.6),
        Column("Что считается", weight=4),
        Column("План", ColumnKind.INT),
        Column("Факт", ColumnKind.INT),
        Column("Выполнение", ColumnKind.RATIO, weight=1.6),
    )
    rows = tuple(quantity_row(line, *pair) for line in standing.lines for pair in line.counts)
    notes = ("Факт портал считает сам по реестрам; план недельного мероприятия приведён к году (52 недели).",)
    return Table("План и факт", columns, rows, notes if rows else (), empty="Счётчики к мероприятиям не привязаны.")


def quantity_row(line: Line, quantity: Quantity, progress: Progress) -> Row:
    """A quantity against its plan."""
    plan = planned(quantity.value, quantity.period, progress.each)
    share = Ratio(progress.number, plan) if plan else Missing("план не задан", applicable=False)
    name = counters.get(quantity.counter).title
    return Row((line.item.number, name, plan, progress.number, share))


def late(standing: Standing) -> Table:
    """What is late, by whom."""
    columns = (
        Column("№", weight=0.6),
        Column("Мероприятие", weight=4),
        Column("Исполнитель", weight=2),
        Column("Срок", ColumnKind.DATE),
    )
    shown = standing.late[:SHOWN_LATE]
    rows = tuple(
        Row((line.item.number, line.item.title, standing.bodies.get(row.organization_id, ""), row.due))
        for line, row in shown
    )
    rest = len(standing.late) - len(shown)
    notes = (f"Показаны первые {SHOWN_LATE}; ещё {rest} — в разделе «Исполнение».",) if rest else ()
    return Table("Просроченные мероприятия", columns, rows, notes, empty="Просроченных мероприятий нет.")
