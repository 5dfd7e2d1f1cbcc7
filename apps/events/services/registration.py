"""Writes of registrations: places, the waiting list, withdrawals (DOMAIN 1, 8).

The row of the event is locked for as long as places are counted: two registrations for the last place take turns, and
whoever withdraws gives the place to the first in the queue in the same transaction.
"""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from apps.core.actor import acting, current
from apps.core.services import records
from apps.core.text import count_text
from apps.events import policies
from apps.events.enums import RegistrationState
from apps.events.models import Event, EventRegistration
from apps.events.services.telling import BELL, named, tell
from apps.teachers.models import Person

CLOSED = "Запись на это мероприятие через портал не ведётся."
CANCELLED = "Мероприятие отменено."
LATE = "Запись закончилась: последний день — {day:%d.%m.%Y}."
OVER = "Мероприятие уже прошло."
STRANGER = "Записывать можно себя и работников, которых ведёт ваша роль."
NOT_FOR = "Мероприятие не для этого работника: оно другого уровня или другой территории."
ALREADY = "Этот работник уже записан."
WITHDRAWN = "Запись уже снята."
MARKED = "Явка уже отмечена: запись не снимают."
FEWER = "Записано уже {count}: мест не может быть меньше."
PEOPLE = ("человек", "человека", "человек")


def refusal(event: Event, at: datetime) -> str:
    """Why nobody can register at this moment; empty while registration is open."""
    today = timezone.localtime(at).date()
    if event.cancelled_on is not None:
        return CANCELLED
    if not event.registration:
        return CLOSED
    if event.last_day < today:
        return OVER
    if event.register_until is not None and event.register_until < today:
        return LATE.format(day=event.register_until)
    return ""


def hold(event: Event) -> Event:
    """The event as it is stored, locked until the transaction ends. Runs under the system."""
    return Event.objects.select_for_update().get(pk=event.pk)


def taken(event: Event) -> int:
    """How many places are taken. Runs under the system: a teacher sees nobody else's registration."""
    return EventRegistration.objects.filter(event=event, state=RegistrationState.REGISTERED).count()


def is_full(event: Event) -> bool:
    """Whether all places are taken."""
    return event.capacity is not None and taken(event) >= event.capacity


@transaction.atomic
def register(*, event: Event, person: Person, at: datetime | None = None) -> EventRegistration:
    """Register a person, or put them into the waiting list where the places are taken. Raises ``ValidationError``.

    ``at`` is the moment of the registration (now by default): the place in the queue follows it.
    """
    moment = at or timezone.now()
    _require_own(person)
    with acting(BELL):
        event = hold(event)
        if reason := refusal(event, moment):
            raise ValidationError(reason)
        if not policies.invited(event, person):
            raise ValidationError({"person": NOT_FOR})
        known = EventRegistration.objects.filter(event=event, person=person).first()
        if known is not None and known.state != RegistrationState.WITHDRAWN:
            raise ValidationError({"person": ALREADY})
        state = RegistrationState.WAITING if is_full(event) else RegistrationState.REGISTERED
    made = _enter(known, event, person, state, moment)
    verb = "Вы в листе ожидания на" if state == RegistrationState.WAITING else "Вас записали на"
    tell(event, [person.pk], f"{verb} мероприятие {named(event)}")
    return made


def _require_own(person: Person) -> None:
    """Only those whom the actor may register. Raises ``ValidationError``."""
    if not Person.objects.filter(policies.own_people(current()), pk=person.pk).exists():
        raise ValidationError({"person": STRANGER})


def _enter(
    known: EventRegistration | None, event: Event, person: Person, state: RegistrationState, at: datetime
) -> EventRegistration:
    who = current().who[:300]
    if known is not None:
        return records.change(known, "register", state=state, queued_at=at, who=who, withdrawn_on=None)
    made = EventRegistration(event=event, person=person, state=state, queued_at=at, who=who)
    return records.create(made, "register")


@transaction.atomic
def register_people(event: Event, *, people: Iterable[Person], at: datetime | None = None) -> tuple[int, int]:
    """Register several; returns how many have a place and how many wait. Whole or not at all: ``ValidationError``."""
    made = [register(event=event, person=person, at=at) for person in people]
    waiting = sum(one.state == RegistrationState.WAITING for one in made)
    return len(made) - waiting, waiting


@transaction.atomic
def withdraw(registration: EventRegistration, *, at: datetime | None = None) -> EventRegistration:
    """Take a registration back; the first of the waiting list gets the place. Raises ``ValidationError``."""
    with acting(BELL):
        event = hold(registration.event)
        stored = EventRegistration.objects.get(pk=registration.pk)
    if stored.state == RegistrationState.WITHDRAWN:
        raise ValidationError(WITHDRAWN)
    if stored.attended is not None:
        raise ValidationError(MARKED)
    day = timezone.localtime(at).date()
    records.change(registration, "withdraw", state=RegistrationState.WITHDRAWN, withdrawn_on=day)
    promote(event)
    tell(event, [registration.person_id], f"Запись на мероприятие {named(event)} снята")
    return registration


@transaction.atomic
def promote(event: Event) -> int:
    """Give free places to the waiting in the order of their queue; each is told. Returns how many got a place."""
    with acting(BELL):
        event = hold(event)
        waiting = EventRegistration.objects.filter(event=event, state=RegistrationState.WAITING)
        free = waiting.count() if event.capacity is None else max(event.capacity - taken(event), 0)
        chosen = list(waiting.order_by("queued_at", "pk")[:free]) if event.cancelled_on is None else []
    for one in chosen:
        records.change(one, "promote", writer=BELL, state=RegistrationState.REGISTERED)
    tell(event, [one.person_id for one in chosen], f"Место освободилось: вы записаны на мероприятие {named(event)}")
    return len(chosen)


def require_capacity(event: Event, wanted: int | None) -> None:
    """Refuse fewer places than are taken. Raises ``ValidationError`` at ``capacity``."""
    with acting(BELL):
        count = taken(event)
    if wanted is not None and wanted < count:
        raise ValidationError({"capacity": FEWER.format(count=count_text(count, *PEOPLE))})
