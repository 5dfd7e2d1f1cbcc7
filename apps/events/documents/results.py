"""The list of results of an event, and of the registered before it."""

from typing import Any

from apps.core.actor import current
from apps.core.documents.cells import ColumnKind
from apps.core.documents.tree import Column, Document, Paragraph, Requisites, Row, Section, Signature, Table
from apps.core.services.results import clean_name
from apps.core.text import count_text, format_interval
from apps.events.enums import RegistrationState
from apps.events.models import Event, EventRegistration
from apps.events.stages import results
from apps.organizations.models import Organization
from apps.organizations.selectors import short_name
from apps.teachers.selectors import of_person

RESULTS, REGISTERED = "results", "registered"
PAPERS = {RESULTS: "Итоги мероприятия", REGISTERED: "Список записанных"}
NUMBER, NAME, PLACE = Column("№", ColumnKind.INT, 0.5), Column("Участник", weight=3), Column("Место работы", weight=3)
STATES: dict[str, str] = {code: str(words) for code, words in RegistrationState.choices}
RESULT_HEADS = (
    NUMBER, NAME, PLACE, Column("Результат", weight=1.5), Column("Баллы", ColumnKind.DECIMAL, 1, places=2),
    Column("Следующий этап", weight=1.2),
)  # fmt: skip
REGISTERED_HEADS = (NUMBER, NAME, PLACE, Column("Запись", weight=1.5), Column("Подпись", weight=1.5))


def document(event: Event, paper: str) -> Document:
    """A paper of the event with those whom the reader may see."""
    rows = result_rows(event) if paper == RESULTS else registered_rows(event)
    heads = RESULT_HEADS if paper == RESULTS else REGISTERED_HEADS
    organizer = Organization.objects.filter(pk=event.organization_id).first()
    facts = f"{event.get_kind_display()}, уровень — {event.get_level_display()}"
    total = Paragraph(f"Всего: {count_text(len(rows), 'строка', 'строки', 'строк')}.")
    table = Table(PAPERS[paper], heads, tuple(Row((n, *row)) for n, row in enumerate(rows, 1)))
    return Document(
        PAPERS[paper],
        Requisites(organizer.full_name if organizer else "", event.last_day),
        (Section(event.title, (Paragraph(f"{facts}, {format_interval(event.start, event.last_day)}."), table, total),
                 number=""),),
        subtitle=event.title,
        state="ОТМЕНЕНО" if event.cancelled_on else "",
        signatures=(Signature("Ответственный", event.responsible),),
    )  # fmt: skip


def result_rows(event: Event) -> list[tuple[Any, ...]]:
    """Who took part: winners first, then by points and names."""
    return [
        (one.who, one.place, one.words, one.points, "прошёл" if one.passed else "") for one in results(event, current())
    ]


def registered_rows(event: Event) -> list[tuple[Any, ...]]:
    """Who registered and who waits, by names."""
    rows = EventRegistration.objects.filter(event=event).exclude(state=RegistrationState.WITHDRAWN)
    named = rows.annotate(name=of_person("name"), key=of_person("sort_key"), job=short_name())
    found = named.order_by("state", "key", "pk").values_list("name", "job", "state")
    return [(name or "", job or "", STATES[state], "") for name, job, state in found]


def size(event: Event, paper: str) -> int:
    """How many rows the paper has: what the log of exports says."""
    return len(result_rows(event) if paper == RESULTS else registered_rows(event))


def file_name(event: Event, paper: str, ending: str) -> str:
    """The name of the file."""
    return clean_name(f"{PAPERS[paper]} {event.code}.{ending}")
