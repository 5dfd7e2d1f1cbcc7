"""Writes of events (DOMAIN 1, 4)."""

from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from apps.core.actor import acting
from apps.core.services import records
from apps.core.services.codes import fresh_code
from apps.core.text import format_date, sort_key
from apps.events.models import Event
from apps.events.services import cancelling, registration
from apps.events.services.telling import BELL, named, tell
from apps.organizations.models import Organization
from apps.organizations.services.records import place_of


@transaction.atomic
def create_event(
    *,
    organization: Organization,
    title: str,
    start: date,
    code: str = "",
    competences: Iterable[models.Model] = (),
    **values: Any,
) -> Event:
    """An event of an organizer; an empty code becomes the next free one. Raises ``ValidationError``."""
    records.require_order(start, values.get("end"), "end")
    made = Event(
        **place_of(organization),
        code=code or fresh_code(Event, "М"),
        title=title,
        sort_key=sort_key(title),
        start=start,
        open=organization.open,
        **values,
    )
    records.create(made, "create_event")
    set_competences(made, competences)
    return made


@transaction.atomic
def update_event(event: Event, *, competences: Iterable[models.Model] | None = None, **values: Any) -> Event:
    """Change an event; its organizer stays. Who registered hears of another time or place.

    Raises ``ValidationError``.
    """
    records.require_order(values.get("start", event.start), values.get("end", event.end), "end")
    if "capacity" in values:
        registration.require_capacity(event, values["capacity"])
    if "title" in values:
        values["sort_key"] = sort_key(values["title"])
    before, was = whereabouts(event), named(event)
    records.change(event, "update_event", **values)
    tell_moved(event, before, was)
    if competences is not None:
        set_competences(event, competences)
    if "capacity" in values:
        registration.promote(event)
    return event


def whereabouts(event: Event) -> list[str]:
    """When and where it takes place, in words."""
    begins = f"в {event.begins:%H:%M}" if event.begins else ""
    return [format_date(event.start), begins, event.place, event.url]


def tell_moved(event: Event, before: list[str], was: str) -> None:
    """Who registered for an event to come hears of its new time and place; ``before`` and ``was`` are the old ones."""
    now = whereabouts(event)
    if now == before or event.cancelled_on is not None or event.last_day < timezone.localdate():
        return
    with acting(BELL):
        people = cancelling.expected(event)
    tell(event, people, f"Мероприятие {was} изменилось: теперь {', '.join(filter(None, now))}")


def set_competences(event: Event, competences: Iterable[models.Model]) -> None:
    """What the event develops; the history keeps the codes before and after."""
    records.link(event, "competences", competences, "set_competences", word=attrgetter("code"))


@transaction.atomic
def remove_event(event: Event) -> None:
    """Delete an event entered by mistake. Raises ``ValidationError`` once somebody took part or a route names it."""
    event.competences.clear()
    records.remove(event, "remove_event")
