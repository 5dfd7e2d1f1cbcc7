"""Writes of participation in events (DOMAIN 1, 4)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.core.followers import follow
from apps.core.services import records
from apps.events.enums import ParticipationRole
from apps.events.models import Event, Participation
from apps.organizations.models import Organization
from apps.organizations.services.records import place_of
from apps.teachers.models import Person
from apps.teachers.models.base import stamp_of

LABEL = "events.participation"
ONE_OF_TWO = "Укажите либо работника, либо организацию."
BEFORE = "Дата участия раньше начала мероприятия ({start:%d.%m.%Y})."
AFTER = "Дата участия позже окончания мероприятия ({end:%d.%m.%Y})."


def require_day(event: Event, day: date | None) -> None:
    """A participation happens on a day of the event. Raises ``ValidationError`` at ``on_date``."""
    if day is None:
        return
    if day < event.start:
        raise ValidationError({"on_date": BEFORE.format(start=event.start)})
    if event.end is not None and day > event.end:
        raise ValidationError({"on_date": AFTER.format(end=event.end)})


@transaction.atomic
def add_participation(
    *,
    event: Event,
    role: ParticipationRole,
    person: Person | None = None,
    organization: Organization | None = None,
    on_date: date | None = None,
) -> Participation:
    """A person or an organization in an event; with no day it happened on the first one. Raises ``ValidationError``."""
    require_day(event, on_date)
    if (person is None) == (organization is None):
        raise ValidationError({"person": ONE_OF_TWO})
    place: dict[str, Any] = {}
    if person is not None:
        place = {"person": person, **stamp_of(person)}
    elif organization is not None:
        place = place_of(organization)
    made = records.create(Participation(event=event, role=role, on_date=on_date, **place), "add_participation")
    follow(LABEL, [made.person_id])
    return made


@transaction.atomic
def update_participation(participation: Participation, **values: Any) -> Participation:
    """Correct the role or the day. Raises ``ValidationError``."""
    if "on_date" in values:
        require_day(participation.event, values["on_date"])
    records.change(participation, "update_participation", **values)
    follow(LABEL, [participation.person_id])
    return participation


@transaction.atomic
def remove_participation(participation: Participation) -> None:
    """Delete a participation entered by mistake."""
    records.remove(participation, "remove_participation")
    follow(LABEL, [participation.person_id])
