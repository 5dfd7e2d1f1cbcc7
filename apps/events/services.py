"""Writes of events, participation and mentoring (DOMAIN 1, 4)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.core.services import records
from apps.core.services.codes import fresh_code
from apps.core.text import sort_key
from apps.events.enums import PairForm, ParticipationRole
from apps.events.models import Event, MentoringPair, Participation
from apps.organizations.models import Organization
from apps.teachers.models import Person
from apps.teachers.models.base import STAMP, stamp_of

ONE_OF_TWO = "Укажите либо работника, либо организацию."
ALONE = "Наставник и наставляемый — разные люди."
BEFORE = "Дата участия раньше начала мероприятия ({start:%d.%m.%Y})."
AFTER = "Дата участия позже окончания мероприятия ({end:%d.%m.%Y})."


def place_columns(organization: Organization) -> dict[str, Any]:
    """The unit columns of an event: those of its organizer."""
    return {
        "organization": organization,
        "municipality_id": organization.municipality_id,
        "region_id": organization.region_id,
    }


def create_event(*, organization: Organization, title: str, start: date, code: str = "", **values: Any) -> Event:
    """An event of an organizer; an empty code becomes the next free one. Raises ``ValidationError``."""
    records.require_order(start, values.get("end"), "end")
    made = Event(
        **place_columns(organization),
        code=code or fresh_code(Event, "М"),
        title=title,
        sort_key=sort_key(title),
        start=start,
        open=organization.open,
        **values,
    )
    return records.create(made, "create_event")


def update_event(event: Event, **values: Any) -> Event:
    """Change an event; its organizer stays. Raises ``ValidationError``."""
    records.require_order(values.get("start", event.start), values.get("end", event.end), "end")
    if "title" in values:
        values["sort_key"] = sort_key(values["title"])
    return records.change(event, "update_event", **values)


def remove_event(event: Event) -> None:
    """Delete an event entered by mistake. Raises ``ValidationError`` once somebody took part or a route names it."""
    records.remove(event, "remove_event")


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
        place = place_columns(organization)
    return records.create(Participation(event=event, role=role, on_date=on_date, **place), "add_participation")


def update_participation(participation: Participation, **values: Any) -> Participation:
    """Correct the role or the day. Raises ``ValidationError``."""
    if "on_date" in values:
        require_day(participation.event, values["on_date"])
    return records.change(participation, "update_participation", **values)


def remove_participation(participation: Participation) -> None:
    """Delete a participation entered by mistake."""
    records.remove(participation, "remove_participation")


def create_pair(
    *, mentor: Person, person: Person, start: date, form: PairForm, end: date | None = None, order: str = ""
) -> MentoringPair:
    """A mentor and a mentee (``person``) from–to by an order. Raises ``ValidationError``."""
    records.require_order(start, end, "end")
    if mentor.pk == person.pk:
        raise ValidationError({"person": ALONE})
    made = MentoringPair(
        mentor=mentor,
        person=person,
        mentor_name=mentor.full_name,
        person_name=person.full_name,
        start=start,
        end=end,
        form=form,
        order=order,
        **{f"mentor_{column}": getattr(mentor, column) for column in STAMP},
    )
    return records.create(made, "create_pair")


def update_pair(pair: MentoringPair, **values: Any) -> MentoringPair:
    """Correct a pair; the two people stay. Raises ``ValidationError``."""
    records.require_order(values.get("start", pair.start), values.get("end", pair.end), "end")
    return records.change(pair, "update_pair", **values)


def end_pair(pair: MentoringPair, *, end: date) -> MentoringPair:
    """The last day of the mentoring. Raises ``ValidationError``."""
    return update_pair(pair, end=end)


def remove_pair(pair: MentoringPair) -> None:
    """Delete a pair entered by mistake."""
    records.remove(pair, "remove_pair")
