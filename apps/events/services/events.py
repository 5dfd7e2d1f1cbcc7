"""Writes of events (DOMAIN 1, 4)."""

from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import Any

from django.db import models, transaction

from apps.core.services import records
from apps.core.services.codes import fresh_code
from apps.core.text import sort_key
from apps.events.models import Event
from apps.events.services import registration
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
    """Change an event; its organizer stays. Raises ``ValidationError``."""
    records.require_order(values.get("start", event.start), values.get("end", event.end), "end")
    if "capacity" in values:
        registration.require_capacity(event, values["capacity"])
    if "title" in values:
        values["sort_key"] = sort_key(values["title"])
    records.change(event, "update_event", **values)
    if competences is not None:
        set_competences(event, competences)
    if "capacity" in values:
        registration.promote(event)
    return event


def set_competences(event: Event, competences: Iterable[models.Model]) -> None:
    """What the event develops; the history keeps the codes before and after."""
    records.link(event, "competences", competences, "set_competences", word=attrgetter("code"))


@transaction.atomic
def remove_event(event: Event) -> None:
    """Delete an event entered by mistake. Raises ``ValidationError`` once somebody took part or a route names it."""
    event.competences.clear()
    records.remove(event, "remove_event")
