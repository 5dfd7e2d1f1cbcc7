"""The yearly plan of events, month by month."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from apps.core.documents.tree import Block, Column, Document, Paragraph, Requisites, Row, Section, Signature, Table
from apps.core.text import NBSP, count_text, format_date, format_interval
from apps.events.calendar import MONTHS
from apps.events.models import Event

TITLE = "План мероприятий"
EVENTS = ("мероприятие", "мероприятия", "мероприятий")
COLUMNS = (
    Column("Мероприятие", weight=3.4),
    Column("Когда", weight=1.7),
    Column("Уровень", weight=1.4),
    Column("Организатор", weight=2),
    Column("Участники", weight=1.9),
    Column("Ответственный", weight=1.7),
)


def document(year: int, events: Iterable[Event], issuer: str, day: date) -> Document:
    """The plan of a year from these events (with ``organizer`` annotated), in the order of their days."""
    known = list(events)
    sections = [month(number, list(found)) for number, found in groupby(known, key=lambda event: event.start.month)]
    count = count_text(len(known), *EVENTS)
    head: tuple[Block, ...] = (Paragraph(f"В плане {count}. Отменённые отмечены и в число входят."),)
    return Document(
        f"{TITLE} на {year}{NBSP}год",
        Requisites(issuer, day),
        (Section("Всего", head, number=""), *sections),
        signatures=(Signature("Руководитель"),),
    )


def month(number: int, events: list[Event]) -> Section:
    """The events that begin in a month."""
    rows = tuple(row(event) for event in events)
    title = MONTHS[number - 1].capitalize()
    return Section(title, (Table(f"{title}: {count_text(len(rows), *EVENTS)}", COLUMNS, rows),), number="")


def row(event: Event) -> Row:
    """A line of the plan."""
    title = f"{event.title} ({event.get_kind_display()})"
    if event.cancelled_on:
        title += f" — отменено {format_date(event.cancelled_on)}: {event.cancel_reason}"
    organizer = getattr(event, "organizer", None) or ""
    when = format_interval(event.start, event.last_day)
    return Row((title, when, event.get_level_display(), organizer, event.audience or "—", event.responsible or "—"))


def file_name(year: int, ending: str) -> str:
    """The name of the file."""
    return f"{TITLE} на {year} год.{ending}"
