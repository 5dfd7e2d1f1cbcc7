"""Forms of support of young specialists: which of them reach whom in a period (DOMAIN 4, ``young_supported``)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from apps.events.enums import EventKind, PairForm
from apps.events.models import Event, MentoringPair, Participation
from apps.teachers.models import Person


@dataclass(frozen=True, slots=True)
class Form:
    """One form of support: how many events (or pairs), how many young specialists it reached."""

    title: str
    held: int
    reached: int
    query: str = ""


def guests(start: date, end: date) -> QuerySet[Participation]:
    """Participations of people in events marked as a form of support, in any role, that happened in the period."""
    rows = Participation.objects.filter(person__isnull=False, event__supports_young=True)
    dated = rows.annotate(day=Coalesce("on_date", F("event__start")))
    return dated.filter(day__gte=start, day__lte=end)


def mentored(start: date, end: date) -> QuerySet[MentoringPair]:
    """Pairs that hold on any day of the period."""
    return MentoringPair.objects.filter(Q(end__isnull=True) | Q(end__gte=start), start__lte=end)


def reached(rows: QuerySet[Person], start: date, end: date) -> QuerySet[Person]:
    """Of these people those whom any form of support reached in the period."""
    one, other = (found.filter(person_id=OuterRef("pk")) for found in (guests(start, end), mentored(start, end)))
    return rows.filter(Exists(one) | Exists(other))


def forms(young: QuerySet[Person], events: QuerySet[Event], start: date, end: date) -> list[Form]:
    """Every form of support that was there in the period, with whom of the young it reached."""
    return [*of_events(young, events, start, end), *of_pairs(young, start, end)]


def of_events(young: QuerySet[Person], events: QuerySet[Event], start: date, end: date) -> list[Form]:
    """The kinds of events."""
    marked = events.filter(supports_young=True, cancelled_on=None, start__gte=start, start__lte=end)
    kinds: dict[str, int] = {}
    for kind in marked.order_by().values_list("kind", flat=True):
        kinds[kind] = kinds.get(kind, 0) + 1
    met = guests(start, end).filter(person__in=young.values("pk")).order_by()
    people_of: dict[str, set[int]] = {}
    for kind, person in met.values_list("event__kind", "person_id"):
        people_of.setdefault(kind, set()).add(person or 0)
    known = [kind for kind in EventKind if kind in kinds or kind in people_of]
    return [
        Form(str(kind.label), kinds.get(kind, 0), len(people_of.get(kind, ())), f"kind={kind.value}") for kind in known
    ]


def of_pairs(young: QuerySet[Person], start: date, end: date) -> list[Form]:
    """The forms of mentoring."""
    rows = mentored(start, end).filter(person__in=young.values("pk")).order_by()
    found: dict[str, list[int]] = {}
    for form, person in rows.values_list("form", "person_id"):
        found.setdefault(form, []).append(person)
    return [
        Form(f"наставничество: {form.label}", len(found[form]), len(set(found[form])))
        for form in PairForm
        if form in found
    ]


def by_support(rows: QuerySet[Person], name: str, value: str, start: date, end: date) -> QuerySet[Person]:
    """People whom a form of support reached, or did not."""
    met = reached(Person.objects.all(), start, end).values("pk")
    return rows.filter(pk__in=met) if value == "yes" else rows.exclude(pk__in=met)
