"""Reads of events: who takes part (DOMAIN 1, 4)."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.core.imports.stage import LookUp
from apps.core.subqueries import counted
from apps.core.text import format_interval
from apps.events.models import Event, MentoringPair, Participation
from apps.organizations.models import Organization
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


def mentorings() -> QuerySet[MentoringPair]:
    """The pairs that go on today and in which an outer person is the mentee."""
    return MentoringPair.objects.filter(people.going_on(timezone.localdate()), person_id=OuterRef("pk"))


def place_name() -> Subquery:
    """The organization of an outer row; empty where it is out of sight (a join would drop the row)."""
    return Subquery(Organization.objects.filter(pk=OuterRef("organization_id")).values("short_name")[:1])


def participant() -> Coalesce:
    """The person of an outer participation, else the organization."""
    return Coalesce(people.of_person("name"), place_name())


def who_text(participation: Any) -> str:
    """The person who took part, else the organization; empty where out of sight."""
    if participation.person_id is not None:
        return people.name_of(participation)
    found = Organization.objects.filter(pk=participation.organization_id).first()
    return found.short_name if found else ""
