"""Enrolling many into a group: who may be offered, what speaks against each, the deed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet

from apps.core import access
from apps.core.actor import Actor, current
from apps.core.text import count_text, format_date, format_interval, sort_key
from apps.programs.models import Enrollment, StudyGroup
from apps.programs.services import training
from apps.programs.services.groups import members
from apps.teachers.models import Person
from apps.teachers.selectors import consenting

NOBODY = "Никто не выбран: отметьте, кого зачислить."
HERE = "уже в этой группе"
NO_CONSENT = "нет согласия на обработку персональных данных"
PEOPLE = ("человек", "человека", "человек")


@dataclass(frozen=True, slots=True)
class Way:
    """A way to find people for a group: apps above add theirs (routes know who has the programme planned).

    ``people`` gives the people in the actor's scope whom the way offers.
    """

    key: str
    title: str
    help: str
    people: Callable[[StudyGroup, Actor], QuerySet[Person]]


_ways: dict[str, Way] = {}


def add_way(way: Way) -> None:
    """Register a way; called in ``AppConfig.ready()``."""
    _ways[way.key] = way


def ways() -> list[Way]:
    """The ways that applications have added."""
    return list(_ways.values())


def people_in_sight(actor: Actor) -> QuerySet[Person]:
    """The people whom the actor may enrol."""
    return Person.objects.filter(access.scope(Person, actor))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person for a group with what speaks against it; ``blocked`` is not a doubt but an impossibility."""

    person: Person
    doubts: tuple[str, ...]
    blocked: bool

    @property
    def key(self) -> str:
        """The person's number as a form sends it."""
        return str(self.person.pk)


def candidates(group: StudyGroup, people: Iterable[Person]) -> list[Candidate]:
    """Each person with the doubts: studied already, another group at the same time, no consent (DOMAIN 3, 5)."""
    rows = list(people)
    ids = [person.pk for person in rows]
    trainings: dict[int, list[Enrollment]] = {}
    near = Q(program=group.program_id) | Q(group__start__lte=group.end, group__end__gte=group.start)
    spans = {"group_start": F("group__start"), "group_end": F("group__end")}
    for one in _trainings(ids).filter(near).annotate(**spans).order_by("enrolled_on"):
        trainings.setdefault(one.person_id, []).append(one)
    agreed = set(Person.objects.filter(consenting(), pk__in=ids).values_list("pk", flat=True))
    return [_candidate(group, person, trainings.get(person.pk, []), person.pk in agreed) for person in rows]


def _trainings(ids: list[int]) -> QuerySet[Enrollment]:
    """Trainings of these people that were not broken off."""
    return Enrollment.objects.filter(access.scope(Enrollment, current()), person__in=ids, expelled_on__isnull=True)


def _candidate(group: StudyGroup, person: Person, known: list[Enrollment], agreed: bool) -> Candidate:
    here = any(one.group_id == group.pk for one in known)
    doubts = [HERE] if here else [_doubt(group, one) for one in known]
    if not agreed:
        doubts.append(NO_CONSENT)
    return Candidate(person, tuple(doubts), here)


def _doubt(group: StudyGroup, one: Any) -> str:
    if one.program_id == group.program_id:
        if one.completed_on is not None:
            return f"уже учился на этой программе: завершил {format_date(one.completed_on)}"
        return f"уже зачислен на эту программу {format_date(one.enrolled_on)}"
    return f"учится в другой группе {format_interval(one.group_start, one.group_end)}"


@transaction.atomic
def enroll_people(group: StudyGroup, *, people: Iterable[Person], enrolled_on: date) -> int:
    """Enrol these people into the group on a day; who is in it already is left out. Returns how many.

    Doubts do not hinder: they were shown. Raises ``ValidationError`` for nobody, or for more than the group's places.
    """
    StudyGroup.objects.select_for_update().get(pk=group.pk)
    inside = set(members(group).values_list("person_id", flat=True))
    fresh = [person for person in people if person.pk not in inside]
    if not fresh:
        raise ValidationError(NOBODY)
    if group.capacity is not None and len(inside) + len(fresh) > group.capacity:
        free = max(group.capacity - len(inside), 0)
        chosen = count_text(len(fresh), *PEOPLE)
        raise ValidationError(f"Свободных мест в группе: {free}, выбрано: {chosen}. Уберите лишних или добавьте мест.")
    for person in fresh:
        training.enroll(person=person, program=group.program, enrolled_on=enrolled_on, group=group)
    return len(fresh)


def named(rows: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Of these people those whom a list names, one full name a line (namesakes all of them)."""
    keys = {sort_key(line) for line in text.splitlines() if line.strip()}
    return rows.filter(sort_key__in=keys)


def missing(text: str, found: Iterable[Person]) -> list[str]:
    """The lines of a list that name nobody of those found."""
    known = {person.sort_key for person in found}
    return [line.strip() for line in text.splitlines() if line.strip() and sort_key(line) not in known]
