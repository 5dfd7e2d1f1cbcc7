"""The own pages of events: the calendar, registering, marking who came."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from apps.core.actor import acting, system
from apps.events.models import Event, EventCertificate, EventEvidence
from tests.permissions.matrix.asking import Found, Maker
from tests.permissions.matrix.world import RELATIONS, World

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
            url = reverse(name, args=(event_of(world, relation).pk,))
            yield relation, url, frozenset({expected}), method, {"paper": "results", "form": "docx"}

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


def listing(role: str, relation: str) -> int:
    """Lists with people are given to those who read registrations."""
    return 302 if role in READS else 403


def certificates(world: World, role: str) -> Iterator[Found]:
    """The certificate of each relation's person: an institute has given out none."""
    for relation in RELATIONS:
        with acting(system("matrix")):
            row = EventCertificate.objects.filter(person=world.person(relation)).earliest("pk")
        expected = 403 if role not in READS else 302 if relation in HOLDS.get(role, ()) else 404
        url = reverse("events:certificate_file", args=(row.pk,))
        yield relation, url, frozenset({expected}), "post", {"form": "pdf"}


def evidence(world: World, role: str) -> Iterator[Found]:
    """No evidence of the world has a file: whoever may ask, there is none."""
    for relation in RELATIONS:
        with acting(system("matrix")):
            row = EventEvidence.objects.filter(organization=world.place(relation)).earliest("pk")
        url = reverse("events:evidence_file", args=(row.pk,))
        yield relation, url, frozenset({404 if role in READS_EVENTS else 403})


def plain(name: str, status: int, *roles: str, method: str = "get") -> Any:
    """A page of the region: for every role, or for those named."""

    def make(world: World, role: str) -> Iterator[Found]:
        expected = status if not roles or role in roles else 403
        yield "own", reverse(name), frozenset({expected}), method, {"form": "docx"} if method == "post" else {}

    return make


READS = frozenset({"cnppm", "iro", "methodist", "operator", "tutor", "teacher"})
READS_EVENTS = frozenset({"cnppm", "iro", "ministry", "moo", "methodist", "operator"})
HOLDS = {**KEEPS, **dict.fromkeys(("operator", "tutor", "teacher"), frozenset({"own"}))}
EVENT_PAGES: dict[str, Maker] = {
    "events:calendar": calendar,
    "events:join": page("events:join", "post", joining),
    "events:leave": page("events:leave", "post", leaving),
    "events:bring": page("events:bring", "get", bringing),
    "events:marks": page("events:marks", "get", keeping),
    "events:results": page("events:results", "get", keeping),
    "events:event_file": page("events:event_file", "post", listing),
    "events:certificate_file": certificates,
    "events:evidence_file": evidence,
    "events:check": plain("events:check", 200),
    "events:plan": plain("events:plan", 200),
    "events:plan_file": plain("events:plan_file", 302, method="post"),
    "events:young": plain("events:young", 200, "cnppm", "methodist", "operator", "tutor", "teacher"),
}
