"""Reminders of events to come."""

from datetime import date, timedelta

from django.db import transaction

from apps.core.text import NBSP
from apps.events.enums import RegistrationState
from apps.events.models import Event, EventRegistration
from apps.events.services.telling import named, tell

BEFORE = timedelta(days=1)


@transaction.atomic
def remind_by_calendar(day: date) -> int:
    """Tell the registered of the events that begin on the next day, each once; returns how many users were told.

    Runs under the system.
    """
    told = 0
    for event in Event.objects.filter(start=day + BEFORE, cancelled_on=None).order_by("pk"):
        rows = EventRegistration.objects.filter(event=event, state=RegistrationState.REGISTERED, reminded_on=None)
        people = list(rows.values_list("person_id", flat=True))
        hour = f" в{NBSP}{event.begins:%H:%M}" if event.begins else ""
        place = f", {event.place}" if event.place else ""
        told += tell(event, people, f"Завтра{hour} — мероприятие {named(event)}{place}"[:300])
        rows.update(reminded_on=day)
    return told
