"""Cancelling an event and taking it back: it stays visible with the reason, the registered are told."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.core.actor import acting
from apps.core.services import records
from apps.events.enums import RegistrationState
from apps.events.models import Event, EventRegistration, Participation
from apps.events.services import registration
from apps.events.services.telling import BELL, named, tell

ALREADY = "Мероприятие уже отменено."
TOOK_PART = "В мероприятии уже есть участники: проведённое не отменяют."
NOT_CANCELLED = "Мероприятие не отменено."


def expected(event: Event) -> list[int]:
    """The people who registered or wait. Runs under the system."""
    rows = EventRegistration.objects.filter(event=event).exclude(state=RegistrationState.WITHDRAWN)
    return list(rows.values_list("person_id", flat=True))


@transaction.atomic
def cancel_event(event: Event, *, on: date, reason: str) -> Event:
    """Cancel an event that did not take place; whoever registered is told the reason. Raises ``ValidationError``."""
    with acting(BELL):
        stored = registration.hold(event)
        if stored.cancelled_on is not None:
            raise ValidationError(ALREADY)
        if Participation.objects.filter(event=event).exists():
            raise ValidationError(TOOK_PART)
        people = expected(event)
    records.change(event, "cancel_event", cancelled_on=on, cancel_reason=reason)
    tell(event, people, f"Мероприятие {named(event)} отменено: {reason}")
    return event


@transaction.atomic
def restore_event(event: Event) -> Event:
    """Take a cancellation back; whoever registered is told. Raises ``ValidationError``."""
    if event.cancelled_on is None:
        raise ValidationError(NOT_CANCELLED)
    records.change(event, "restore_event", cancelled_on=None, cancel_reason="")
    with acting(BELL):
        people = expected(event)
    tell(event, people, f"Мероприятие {named(event)} состоится: отмена снята")
    return event
