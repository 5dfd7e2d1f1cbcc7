"""Participations in events as candidates of a rule: a person's own, or an organization's and its workers'."""

from collections.abc import Mapping

from apps.indicators.enums import Record
from apps.indicators.rules.base import Source

# A participation with no date happened on the event's first day.
TOOK_PART_ON = "COALESCE(p.on_date, v.start)"
TOOK_PART = "events_participation p JOIN events_event v ON v.id = p.event_id"
IN_WINDOW = TOOK_PART_ON + " BETWEEN {since} AND {day}"
PERSON_PART = f"{TOOK_PART} WHERE p.person_id IS NOT NULL AND {IN_WINDOW}"
# The organization of a participation: its own, or that of the person's main employment on that day.
OWN_PART = f"{TOOK_PART} WHERE p.person_id IS NULL AND {IN_WINDOW}"
STAFF_PART = (
    f"{TOOK_PART} JOIN teachers_employment e ON e.person_id = p.person_id AND e.is_main"
    f' AND e.start <= {TOOK_PART_ON} AND (e."end" IS NULL OR e."end" >= {TOOK_PART_ON})'
    f" WHERE {IN_WINDOW}"
)


def source(rows: str, subject: str, holds: Mapping[str, str]) -> Source:
    """Participations of the window with what each step asks of them."""
    return Source(records=(Record.PARTICIPATION,), rows=rows, subject=subject, id="p.id", on=TOOK_PART_ON, holds=holds)


def of_people(holds: Mapping[str, str]) -> Source:
    """People's participations in the window."""
    return source(PERSON_PART, "p.person_id", holds)


def of_organizations(holds: Mapping[str, str]) -> tuple[Source, Source]:
    """Organizations' own participations in the window, and those of whoever worked there mainly on that day."""
    return source(OWN_PART, "p.organization_id", holds), source(STAFF_PART, "e.organization_id", holds)
