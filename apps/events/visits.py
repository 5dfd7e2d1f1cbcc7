"""Reads of registrations: places, one's own, who has come, what still waits for a mark."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor, acting
from apps.core.today import TODAY
from apps.events import policies
from apps.events.enums import RegistrationState
from apps.events.models import Event, EventRegistration
from apps.events.services.registration import refusal
from apps.events.services.telling import BELL
from apps.teachers.models import Person
from apps.teachers.selectors import own_person

# Marks are asked for while people still remember.
ASKED_FOR = timedelta(days=60)
STATES = {"coming": "предстоит", "now": "идёт", "past": "прошло", "cancelled": "отменено"}
STATE_TONES = {"coming": "blue", "now": "green", "past": "", "cancelled": "red"}
TONES = {"registered": "green", "waiting": "orange", "withdrawn": ""}


def event_state() -> Case:
    """Where an event stands today: to come, going on, over, cancelled."""
    over = Q(end__lt=TODAY) | Q(end__isnull=True, start__lt=TODAY)
    return Case(
        When(cancelled_on__isnull=False, then=Value("cancelled")),
        When(over, then=Value("past")),
        When(start__gt=TODAY, then=Value("coming")),
        default=Value("now"),
        output_field=CharField(),
    )


@dataclass(frozen=True, slots=True)
class Places:
    """How full an event is."""

    capacity: int | None
    registered: int
    waiting: int

    @property
    def free(self) -> int | None:
        """How many places are left; None without a limit."""
        return None if self.capacity is None else max(self.capacity - self.registered, 0)


def places(event: Event) -> Places:
    """The places of an event, of everybody's registrations: whoever sees the event sees how full it is."""
    with acting(BELL):
        rows = EventRegistration.objects.filter(event=event).order_by().values_list("state").annotate(n=Count("pk"))
        counts = dict(rows)
    registered, waiting = (
        counts.get(one.value, 0) for one in (RegistrationState.REGISTERED, RegistrationState.WAITING)
    )
    return Places(event.capacity, registered, waiting)


def queue_place(registration: EventRegistration) -> int:
    """Which one in the waiting list a registration is."""
    with acting(BELL):
        rows = EventRegistration.objects.filter(event=registration.event_id, state=RegistrationState.WAITING)
        before = Q(queued_at__lt=registration.queued_at) | Q(queued_at=registration.queued_at, pk__lt=registration.pk)
        return rows.filter(before).count() + 1


def own_registration(event: Event) -> EventRegistration | None:
    """The registration of the person that the user is."""
    person = own_person()
    return EventRegistration.objects.filter(event=event, person_id=person.pk).first() if person else None


def may_bring(actor: Actor) -> bool:
    """Whether the role registers other people than oneself."""
    return actor.is_system or access.rights().level(actor, "registrations", WRITE) not in ("", access.PERSONS)


def candidates(event: Event, actor: Actor) -> QuerySet[Person]:
    """Whom the actor may still register: own people for whom the event is and who have not registered."""
    rows = Person.objects.filter(policies.own_people(actor)).filter(policies.audience(event))
    known = EventRegistration.objects.filter(event=event, person_id=OuterRef("pk"))
    return rows.exclude(Exists(known.exclude(state=RegistrationState.WITHDRAWN))).order_by("sort_key", "pk")


def closed(event: Event) -> str:
    """Why nobody can register now; empty while one can."""
    return refusal(event, timezone.now())


def unmarked(actor: Actor, today: date) -> QuerySet[Event]:
    """The actor's own events of the last weeks with registered people whose attendance nobody has marked."""
    waiting = EventRegistration.objects.filter(
        event_id=OuterRef("pk"), state=RegistrationState.REGISTERED, attended__isnull=True
    )
    mine = Event.objects.filter(access.scope(Event, actor, WRITE), cancelled_on=None)
    recent = mine.filter(start__lte=today, start__gte=today - ASKED_FOR)
    return recent.filter(Exists(waiting))


def upcoming(actor: Actor, today: date) -> QuerySet[EventRegistration]:
    """The registrations of one's own for events to come."""
    person = own_person()
    rows = EventRegistration.objects.filter(
        access.scope(EventRegistration, actor), person_id=person.pk if person else 0
    )
    open_ones = rows.exclude(state=RegistrationState.WITHDRAWN).filter(event__cancelled_on=None)
    return open_ones.filter(Q(event__end__gte=today) | Q(event__end__isnull=True, event__start__gte=today))
