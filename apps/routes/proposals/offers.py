"""One proposal of the builder, and the three kinds of it: programmes of the ФР, events, mentors (DOMAIN 5)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import DecimalField, ExpressionWrapper, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from apps.core.text import count_text, format_date, format_interval
from apps.diagnostics.models import Competence, DiagnosticSession, Score, ToolThreshold
from apps.diagnostics.selectors import current
from apps.events.models import Event
from apps.organizations.models import Organization
from apps.organizations.selectors import short_name
from apps.programs.models import Program
from apps.routes.models import IndividualRoute
from apps.routes.proposals.programs import covered_by, offered
from apps.routes.proposals.wish import Wish
from apps.teachers.enums import AppointmentKind
from apps.teachers.models import Appointment, Person
from apps.teachers.selectors import going_on

SHOWN_PROGRAMS, SHOWN_EVENTS, SHOWN_MENTORS = 30, 15, 8
# Who is to teach others a competence holds it this many points over its threshold.
STRONG_OVER = 20
EXPERTS = (AppointmentKind.EXPERT, AppointmentKind.TUTOR_METHODIST)
NARROW = DecimalField(max_digits=9, decimal_places=2)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something that may become an item: what it is, in words, and which competences it is for."""

    kind: str
    key: int
    title: str
    facts: str
    covers: tuple[Competence, ...]
    hours: int | None = None
    due: date | None = None


def programs(wish: Wish, known: dict[int, Competence], taken: Iterable[int]) -> list[Proposal]:
    """Programmes that cover most first, of equal ones the shorter; two queries and the organizations' names."""
    rows = offered(wish.wanted, wish.day, wish.through)
    if wish.form:
        rows = rows.filter(form=wish.form)
    if wish.hours:
        rows = rows.filter(hours__lte=wish.hours)
    rows = rows.exclude(pk__in=list(taken)).annotate(owner=short_name())
    if wish.organization:
        rows = rows.filter(owner__icontains=wish.organization)
    covers = covered_by(rows, wish.wanted)
    order = sorted(rows, key=lambda program: (-len(covers[program.pk]), program.hours, program.code))
    return [_program(program, covers[program.pk], known) for program in order[:SHOWN_PROGRAMS]]


def _program(program: Program, covers: Iterable[int], known: dict[int, Competence]) -> Proposal:
    term = format_interval(program.runs_from, program.runs_to) if program.runs_from or program.runs_to else ""
    words = (program.get_kind_display(), count_text(program.hours, "час", "часа", "часов"), program.get_form_display(),
             term, getattr(program, "owner") or "")  # fmt: skip  # noqa: B009 - an annotation
    return Proposal(
        "program", program.pk, program.title, " · ".join(word for word in words if word), _named(covers, known),
        program.hours,
    )  # fmt: skip


def _named(keys: Iterable[int], known: dict[int, Competence]) -> tuple[Competence, ...]:
    return tuple(sorted((known[key] for key in keys if key in known), key=lambda one: one.code))


def events(wish: Wish, known: dict[int, Competence], taken: Iterable[int]) -> list[Proposal]:
    """Events ahead, within the term, that develop these competences: those for more of them first, then the nearest."""
    if wish.form or wish.hours:
        return []
    links = Event.competences.through.objects.filter(competence__in=list(wish.wanted))
    covers: defaultdict[int, set[int]] = defaultdict(set)
    for event, competence in links.values_list("event_id", "competence_id"):
        covers[event].add(competence)
    rows = Event.objects.filter(pk__in=covers, start__gte=wish.day, start__lte=wish.through, cancelled_on=None)
    rows = _organized(rows.exclude(pk__in=list(taken)), wish)
    order = sorted(rows, key=lambda event: (-len(covers[event.pk]), event.start, event.pk))
    return [_event(event, covers[event.pk], known) for event in order[:SHOWN_EVENTS]]


def _organized(rows: QuerySet[Event], wish: Wish) -> QuerySet[Event]:
    if not wish.organization:
        return rows
    owners = Organization.objects.filter(short_name__icontains=wish.organization)
    return rows.filter(organization_id__in=owners.values("pk"))


def _event(event: Event, covers: Iterable[int], known: dict[int, Competence]) -> Proposal:
    facts = f"{event.get_kind_display()} · {event.get_level_display()} · {format_date(event.start)}"
    return Proposal("event", event.pk, event.title, facts, _named(covers, known), None, event.end or event.start)


def strong_scores(wish: Wish, route: IndividualRoute) -> QuerySet[Score]:
    """Latest scores of people of the municipality, well over the threshold of the competence."""
    own = ToolThreshold.objects.filter(tool_id=OuterRef("session__tool_id"), competence_id=OuterRef("competence_id"))
    threshold = Coalesce(Subquery(own.values("percent")[:1]), F("session__tool__threshold"), output_field=NARROW)
    latest = DiagnosticSession.objects.filter(
        current(wish.day), person_id=OuterRef("person_id"), scores__competence_id=OuterRef("competence_id")
    )
    rows = Score.objects.filter(competence_id__in=list(wish.wanted), municipality_id=route.municipality_id)
    rows = rows.exclude(person_id=route.person_id).annotate(
        percent=ExpressionWrapper(100 * F("points") / F("maximum"), output_field=NARROW), over=threshold + STRONG_OVER
    )
    last = Subquery(latest.order_by("-completed_on", "-pk").values("pk")[:1])
    return rows.filter(percent__gte=F("over"), session_id=last)


def mentors(wish: Wish, route: IndividualRoute, known: dict[int, Competence]) -> list[Proposal]:
    """People of the municipality who hold the competences strongly by their latest diagnostics, experts first.

    Only such as the actor may see: the wall leaves out the others.
    """
    covers: defaultdict[int, set[int]] = defaultdict(set)
    for person, competence in strong_scores(wish, route).values_list("person_id", "competence_id"):
        covers[person].add(competence)
    experts = set(
        Appointment.objects.filter(going_on(wish.day), kind__in=EXPERTS, person_id__in=covers).values_list(
            "person_id", flat=True
        )
    )
    order = sorted(covers, key=lambda pk: (-len(covers[pk]), pk not in experts, pk))[:SHOWN_MENTORS]
    names = Person.objects.in_bulk(order)
    return [
        Proposal(
            "mentor",
            pk,
            names[pk].full_name,
            "наставник, эксперт" if pk in experts else "наставник",
            _named(covers[pk], known),
        )
        for pk in order
        if pk in names
    ]
