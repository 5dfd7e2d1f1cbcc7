"""Writes of attendance: who of the registered came and in which role; it becomes participation, never twice."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from apps.core.actor import acting, current
from apps.core.followers import follow
from apps.core.services import history, records
from apps.events import policies
from apps.events.enums import ParticipationRole, RegistrationState
from apps.events.models import Event, EventRegistration, Participation
from apps.events.services.participation import LABEL
from apps.events.services.telling import BELL
from apps.teachers.models.base import STAMP

ABSENT, UNKNOWN = "absent", ""
MARKS = {UNKNOWN: "не отмечено", ABSENT: "не был", **dict(ParticipationRole.choices)}
EARLY = "Мероприятие ещё не началось ({day:%d.%m.%Y}): явку отмечают в его дни и позже."
CANCELLED = "Мероприятие отменено: явку не отмечают."
CERTIFIED = "Участнику уже выдан сертификат: сначала аннулируйте его."


@transaction.atomic
def mark_attendance(event: Event, marks: Mapping[int, str], *, today: date | None = None) -> int:
    """Mark the registrations (by their numbers): a role, «absent» or nothing; returns how many marks changed.

    Who came gets a participation in the role; a corrected mark corrects that very participation or takes it away.
    Raises ``ValidationError``: not one's own event, before its first day, a certificate given out.
    """
    policies.require_leading(current(), event)
    _require_time(event, today or timezone.localdate())
    rows = EventRegistration.objects.filter(event=event, pk__in=list(marks)).exclude(state=RegistrationState.WITHDRAWN)
    changed = [row for row in rows.select_for_update() if _mark(event, row, marks[row.pk])]
    follow(LABEL, [row.person_id for row in changed])
    return len(changed)


def _require_time(event: Event, today: date) -> None:
    if event.cancelled_on is not None:
        raise ValidationError(CANCELLED)
    if today < event.start:
        raise ValidationError(EARLY.format(day=event.start))


def mark_of(attended: bool | None, role: str | None) -> str:
    """The mark as it stands: the role of the participation, «absent», or nothing.

    Where the participation was removed by hand the mark is gone with it.
    """
    if attended is None:
        return UNKNOWN
    return (role or UNKNOWN) if attended else ABSENT


def _mark(event: Event, row: EventRegistration, mark: str) -> bool:
    with acting(BELL):
        made = Participation.objects.filter(pk=row.participation_id).first() if row.participation_id else None
    if mark not in MARKS or mark_of(row.attended, made.role if made else None) == mark:
        return False
    if mark in (UNKNOWN, ABSENT):
        records.change(row, "mark_attendance", attended=None if mark == UNKNOWN else False, participation=None)
        if made is not None:
            _take_back(made)
        return True
    found = _take_part(event, row, made, ParticipationRole(mark))
    records.change(row, "mark_attendance", attended=True, participation=found)
    return True


def _take_part(
    event: Event, row: EventRegistration, made: Participation | None, role: ParticipationRole
) -> Participation:
    """The participation of a role: the one entered before, else the registration's own one corrected, else a new one.

    Written by the system: an institute keeps its events, the participations of the region's people it does not.
    """
    with acting(BELL):
        same = Participation.objects.filter(event=event, person_id=row.person_id, role=role).first()
    if same is not None:
        if made is not None and made.pk != same.pk:
            _take_back(made)
        return same
    if made is not None:
        return records.change(made, "update_participation", writer=BELL, role=role)
    place = {column: getattr(row, column) for column in STAMP}
    fresh = Participation(event=event, role=role, person_id=row.person_id, **place)
    with acting(BELL):
        records.save(fresh)
    history.record("add_participation", fresh)
    return fresh


def _take_back(made: Participation) -> None:
    """Remove what a mark had made. Raises ``ValidationError`` where a certificate rests on it."""
    before = history.snapshot(made)
    entry = history.entry("remove_participation", made, before, {})
    with acting(BELL):
        if made.certificates.exists():
            raise ValidationError(CERTIFIED)
        made.delete()
    history.record_many([entry])
