"""The own pages of events: the calendar, registering, marking who came."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from apps.core.actor import acting, system
from apps.events.models import Event
from tests.permissions.matrix.world import RELATIONS, World

Found = tuple[Any, ...]
# By hand, from DOMAIN 8: the calendar of a region is open to everybody in it; schools and methodists bring their
# people, the centre keeps the events of the region, a methodist those of the municipality, an institute its own.
BRINGS = frozenset({"cnppm", "iro", "methodist", "operator"})
KEEPS = {"cnppm": frozenset({"own", "colleague", "stranger"}), "methodist": frozenset({"own", "colleague"})}


def event_of(world: World, relation: str) -> Event:
    """The event with a registration that a relation's organization holds."""
    with acting(system("matrix")):
        return Event.objects.filter(organization=world.place(relation), code__startswith="К-").earliest("pk")


def calendar(world: World, role: str) -> Iterator[Found]:
    """The month, the list, and both with the registrations of one's own."""
    for query in ("", "?month=2025-03", "?month=2025-03&show=list", "?mine=1"):
        yield "own", reverse("events:calendar") + query, frozenset({200})


def page(name: str, method: str, status: Any) -> Any:
    """A page of the event of each relation; another region's event is not there."""

    def make(world: World, role: str) -> Iterator[Found]:
        for relation in RELATIONS:
            expected = 404 if relation == "foreign" else status(role, relation)
            yield relation, reverse(name, args=(event_of(world, relation).pk,)), frozenset({expected}), method

    return make


def joining(role: str, relation: str) -> int:
    """A teacher is answered, with a refusal in words where there is one."""
    return 302 if role == "teacher" else 403


def leaving(role: str, relation: str) -> int:
    """Only one's own registration can be taken back."""
    return 302 if role == "teacher" and relation == "own" else 404


def bringing(role: str, relation: str) -> int:
    """Those who have people to bring."""
    return 200 if role in BRINGS else 403


def keeping(role: str, relation: str) -> int:
    """Those who keep the event."""
    return 200 if relation in KEEPS.get(role, ()) else 403


EVENT_PAGES = {
    "events:calendar": calendar,
    "events:join": page("events:join", "post", joining),
    "events:leave": page("events:leave", "post", leaving),
    "events:bring": page("events:bring", "get", bringing),
    "events:marks": page("events:marks", "get", keeping),
}
