"""Reads of events: who takes part (DOMAIN 1, 4)."""

from typing import Any

from django.db.models.functions import Coalesce

from apps.core.imports.stage import LookUp
from apps.core.subqueries import counted
from apps.core.text import format_interval
from apps.events.models import Event, Participation
from apps.organizations.selectors import name_of, short_name
from apps.teachers import selectors as people

# The event a cell of a spreadsheet names, for every import that refers to one.
EVENT = LookUp(
    "event_code",
    table="events_event",
    match="{t}.code = r.event_code",
    take={"event_id": "{t}.id"},
    what="такого мероприятия",
    expected="код мероприятия из списка мероприятий",
)


def people_count() -> Coalesce:
    """How many participations in sight an outer event has."""
    return counted(Participation.objects.all(), "event_id")


def term_text(event: Event) -> str:
    """When an event is: «с 01.02.2026 по 03.02.2026, 15:00»."""
    hour = f", {event.begins:%H:%M}" if event.begins else ""
    return format_interval(event.start, event.last_day) + hour


def participant() -> Coalesce:
    """The person of an outer participation, else the organization."""
    return Coalesce(people.of_person("name"), short_name())


def who_text(participation: Any) -> str:
    """The person who took part, else the organization; empty where out of sight."""
    if participation.person_id is not None:
        return people.name_of(participation)
    return name_of(participation.organization_id)
