"""Stages of a contest: which event follows which, who passed on, winners (institutional → … → federal)."""

from dataclasses import dataclass
from decimal import Decimal

from apps.core import access
from apps.core.actor import Actor, acting, current
from apps.core.text import sort_key
from apps.events.enums import EventKind, EventLevel
from apps.events.models import Event, Participation
from apps.events.policies import may_lead
from apps.events.services.telling import BELL
from apps.organizations.models import Organization
from apps.teachers.models import Person

CONTESTS = (EventKind.SKILL_CONTEST, EventKind.CONTEST)
LEVELS = {level: number for number, level in enumerate(EventLevel.values)}
MOST = 12
# Winners first: the order of a list of results.
RANK: dict[str, int] = {"winner": 0, "prize": 1, "participant": 2}


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage as it is listed."""

    event: Event
    here: bool
    depth: int


def chain(event: Event, actor: Actor) -> list[Stage]:
    """The stages before (those that lead straight here), this one, and all that follow, in the actor's sight."""
    rows = Event.objects.filter(access.scope(Event, actor))
    before = rows.filter(next_stage=event).order_by("start", "sort_key", "pk")
    after: list[Event] = []
    seen, following = {event.pk}, event.next_stage_id
    while following is not None and following not in seen and len(after) < MOST:
        found = rows.filter(pk=following).first()
        if found is None:
            break
        after.append(found)
        seen.add(found.pk)
        following = found.next_stage_id
    return [
        *(Stage(one, False, 0) for one in before[:MOST]),
        Stage(event, True, 1),
        *(Stage(one, False, number) for number, one in enumerate(after, 2)),
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """A participation as it stands in a list of results."""

    pk: int
    who: str
    place: str
    role: str
    words: str
    points: Decimal | None
    passed: bool


def results(event: Event, actor: Actor) -> list[Line]:
    """Who took part, winners first, then by points and names: those whom the actor sees.

    Whoever keeps the event reads all its participations (an institute has no right to them else), and of these shows
    the people and organizations in sight.
    """
    with acting(BELL if may_lead(actor, event) else current()):
        rows = list(Participation.objects.filter(event=event).order_by("pk"))
    people = {one.pk: one for one in Person.objects.filter(pk__in={row.person_id for row in rows})}
    bodies = Organization.objects.filter(pk__in={row.organization_id for row in rows})
    places = dict(bodies.values_list("pk", "short_name"))
    found = [line(row, people, places) for row in rows if known(row, people, places)]
    return sorted(found, key=lambda one: (RANK.get(one.role, len(RANK)), -(one.points or 0), sort_key(one.who), one.pk))


def known(row: Participation, people: dict[int, Person], places: dict[int, str]) -> bool:
    """Whether who took part is in sight."""
    return row.person_id in people if row.person_id else row.organization_id in places


def line(row: Participation, people: dict[int, Person], places: dict[int, str]) -> Line:
    """A participation with the names in sight."""
    place = places.get(row.organization_id, "")
    who = people[row.person_id].full_name if row.person_id else place
    return Line(row.pk, who, place, row.role, row.get_role_display(), row.points, row.passed)
