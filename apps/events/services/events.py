"""Writes of events (DOMAIN 1, 4)."""

from datetime import date
from typing import Any

from apps.core.services import records
from apps.core.services.codes import fresh_code
from apps.core.text import sort_key
from apps.events.models import Event
from apps.organizations.models import Organization


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
