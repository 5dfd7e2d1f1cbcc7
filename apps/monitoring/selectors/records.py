"""The deciding records in words, as the reader may see them; what is hidden or gone keeps its kind and its date."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import OuterRef, Subquery
from django.db.models.expressions import Combinable

from apps.core.text import NBSP, format_date, format_interval
from apps.diagnostics.models import DiagnosticSession
from apps.events.enums import ParticipationRole
from apps.events.models import Event, MentoringPair, Participation
from apps.indicators.enums import Record
from apps.organizations.models import Organization
from apps.programs import selectors as registry
from apps.programs.models import Enrollment, Program, RegistryEntry
from apps.routes.models import IndividualRoute
from apps.teachers.enums import AppointmentKind
from apps.teachers.models import Appointment

Described = dict[int, str]


class Deciding(Protocol):
    """What a record in words is made of: its day, kind and id; ``words`` where an approval has frozen them."""

    @property
    def on(self) -> date | None: ...

    @property
    def record(self) -> Record | None: ...

    @property
    def record_id(self) -> int | None: ...

    @property
    def words(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Decided:
    """A deciding record that is not in words yet."""

    on: date | None
    record: Record | None
    record_id: int | None
    words: str | None = None


def seen(model: type[Organization] | type[Event] | type[Program], column: str, field: str) -> Combinable:
    """A column of a row of another scope: NULL where the reader may not see it, the own row stays."""
    return Subquery(model._default_manager.filter(pk=OuterRef(column)).values(field)[:1])


def sessions(ids: list[int]) -> Described:
    """«диагностика 15.03.2025, ЦНППМ»."""
    rows = DiagnosticSession.objects.filter(pk__in=ids).annotate(who=seen(Organization, "provider_id", "short_name"))
    found = rows.values_list("pk", "completed_on", "who", "independent", "annulled_on")
    return {pk: session_text(on, who, independent, annulled) for pk, on, who, independent, annulled in found}


def session_text(on: date, who: str | None, independent: bool, annulled: date | None) -> str:
    """One session."""
    name = "диагностика" if independent else "самодиагностика"
    parts = [f"{name} {format_date(on)}", who or ""]
    if annulled:
        parts.append(f"аннулирована {format_date(annulled)}")
    return ", ".join(part for part in parts if part)


def routes(ids: list[int]) -> Described:
    """«ИОМ № 7, утверждён 20.03.2025»."""
    rows = IndividualRoute.objects.filter(pk__in=ids).values_list("pk", "number", "approved_on", "cancelled_on")
    return {pk: route_text(number, approved, cancelled) for pk, number, approved, cancelled in rows}


def route_text(number: str, approved: date | None, cancelled: date | None) -> str:
    """One route."""
    text = f"ИОМ №{NBSP}{number}, " + (f"утверждён {format_date(approved)}" if approved else "не утверждён")
    return text + (f", отменён {format_date(cancelled)}" if cancelled else "")


def held(spans: Iterable[tuple[date, date | None]], day: date | None) -> str:
    """Whether a programme was in the federal registry on a day."""
    if day is None:
        return "—"
    return "да" if any(start <= day and (end is None or end > day) for start, end in spans) else "нет"


def enrollments(ids: list[int]) -> Described:
    """The programme, both dates, and whether it was in the federal registry on each of them."""
    rows = Enrollment.objects.filter(pk__in=ids).annotate(title=seen(Program, "program_id", "title"))
    found = list(rows.values_list("pk", "program_id", "title", "enrolled_on", "completed_on"))
    spans = registry.stays(row[1] for row in found)
    return {
        pk: f"«{title or 'программа'}», {format_interval(start, end)}; в ФР ДПП при зачислении:"
        f" {held(spans.get(program, []), start)}, при завершении: {held(spans.get(program, []), end)}"
        for pk, program, title, start, end in found
    }


def participations(ids: list[int]) -> Described:
    """«Урок года», победитель, 12.04.2025."""
    rows = Participation.objects.filter(pk__in=ids).annotate(
        title=seen(Event, "event_id", "title"), start=seen(Event, "event_id", "start")
    )
    return {
        pk: f"«{title or 'мероприятие'}», {ParticipationRole(role).label}, {format_date(on or start)}"
        for pk, title, role, on, start in rows.values_list("pk", "title", "role", "on_date", "start")
    }


def pairs(ids: list[int]) -> Described:
    """«наставник Иванова Анна Петровна, с 01.09.2025»."""
    rows = MentoringPair.objects.filter(pk__in=ids).values_list("pk", "mentor_name", "start", "end")
    return {pk: f"наставник {name}, {format_interval(start, end)}" for pk, name, start, end in rows}


def appointments(ids: list[int]) -> Described:
    """«эксперт, с 01.02.2025»."""
    rows = Appointment.objects.filter(pk__in=ids).values_list("pk", "kind", "start", "end")
    return {pk: f"{AppointmentKind(kind).label}, {format_interval(start, end)}" for pk, kind, start, end in rows}


def entries(ids: list[int]) -> Described:
    """«№ 123 в ФР ДПП, включена 01.02.2024»; of an entry that was included again, its earlier stays too."""
    rows = RegistryEntry.objects.filter(pk__in=ids).prefetch_related("earlier")
    return {row.pk: f"№{NBSP}{row.number} в ФР ДПП, {stays_text(row)}" for row in rows}


def stays_text(entry: RegistryEntry) -> str:
    """«включена 01.02.2024, исключена 01.03.2025; ранее включена …»."""
    last = (entry.included_on, entry.excluded_on)
    stays = [last, *((stay.included_on, stay.excluded_on) for stay in entry.earlier.all())]
    told = [
        f"включена {format_date(start)}" + (f", исключена {format_date(end)}" if end else "") for start, end in stays
    ]
    return "; ранее ".join(told)


DESCRIBERS: Mapping[Record, Callable[[list[int]], Described]] = {
    Record.SESSION: sessions,
    Record.ROUTE: routes,
    Record.ENROLLMENT: enrollments,
    Record.PARTICIPATION: participations,
    Record.PAIR: pairs,
    Record.APPOINTMENT: appointments,
    Record.ENTRY: entries,
}


def describe(rows: Iterable[Deciding]) -> dict[tuple[Record, int], str]:
    """(kind, id) → words, one query or two for each kind of record; what is frozen in words is not read."""
    wanted: dict[Record, set[int]] = {}
    for row in rows:
        if row.record and row.record_id and row.words is None:
            wanted.setdefault(row.record, set()).add(row.record_id)
    return {(kind, pk): text for kind, ids in wanted.items() for pk, text in DESCRIBERS[kind](sorted(ids)).items()}


def words_of(row: Deciding, described: Mapping[tuple[Record, int], str]) -> str:
    """The record of a subject in words; empty where there is none."""
    if row.record is None:
        return ""
    text = row.words or described.get((row.record, row.record_id or 0))
    return text or f"{row.record.label} {format_date(row.on)}"
