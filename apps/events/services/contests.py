"""Writes of contests: the stages linked, results, who passes on to the next stage."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from apps.core.actor import acting, current
from apps.core.followers import follow
from apps.core.services import records
from apps.events import policies
from apps.events.enums import RegistrationState
from apps.events.models import Event, EventRegistration, Participation
from apps.events.services.participation import LABEL
from apps.events.services.telling import BELL, named, tell
from apps.events.stages import CONTESTS, LEVELS, MOST
from apps.teachers.models.base import STAMP

ITSELF = "Этап не может следовать сам за собой, и по кругу тоже."
NO_CONTEST = "Этапы бывают у конкурсов."
LOWER = "Следующий этап — того же или более высокого уровня."
EARLIER = "Следующий этап начинается раньше этого: проверьте даты."
NO_NEXT = "Следующий этап не указан: сначала свяжите этапы на карточке мероприятия."
ENTERED = "На следующем этапе его участие уже отмечено."


@transaction.atomic
def link_stage(event: Event, *, next_stage: Event | None) -> Event:
    """Say which event is the next stage of a contest (None: there is none). Raises ``ValidationError``."""
    if next_stage is not None:
        _require_stage(event, next_stage)
    return records.change(event, "link_stage", next_stage=next_stage)


def _require_stage(event: Event, after: Event) -> None:
    if event.kind not in CONTESTS or after.kind not in CONTESTS:
        raise ValidationError({"next_stage": NO_CONTEST})
    if LEVELS[after.level] < LEVELS[event.level]:
        raise ValidationError({"next_stage": LOWER})
    if after.start < event.start:
        raise ValidationError({"next_stage": EARLIER})
    found: Event | None = after
    with acting(BELL):
        for _ in range(MOST):
            if found is None:
                return
            if found.pk == event.pk:
                break
            found = Event.objects.filter(pk=found.next_stage_id).first() if found.next_stage_id else None
    raise ValidationError({"next_stage": ITSELF})


@dataclass(frozen=True, slots=True)
class Result:
    """What a participant has come to: the role, the points, whether passed on to the next stage."""

    role: str
    points: Decimal | None
    passed: bool


@transaction.atomic
def set_results(event: Event, results: Mapping[int, Result]) -> int:
    """Record the results of participations (by their numbers); returns how many changed.

    Written by the system for whoever keeps the event. Raises ``ValidationError``: not one's own event, no next stage
    to pass on to, a role that the participant has already.
    """
    policies.require_leading(current(), event)
    with acting(BELL):
        rows = list(Participation.objects.filter(event=event, pk__in=list(results)).select_for_update())
        after = Event.objects.filter(pk=event.next_stage_id).first() if event.next_stage_id else None
    changed = [row for row in rows if _set_result(row, results[row.pk], after)]
    follow(LABEL, [row.person_id for row in changed])
    return len(changed)


def _set_result(row: Participation, wanted: Result, after: Event | None) -> bool:
    before = (row.role, row.points, row.passed)
    if wanted.passed != row.passed:
        _move(row, after, on=wanted.passed)
    values: dict[str, Any] = {"role": wanted.role, "points": wanted.points, "passed": wanted.passed}
    records.change(row, "record_result", writer=BELL, **values)
    return before != (row.role, row.points, row.passed)


def _move(row: Participation, after: Event | None, *, on: bool) -> None:
    """Register a person for the next stage beyond any limit of places, or take that back; an organization is marked."""
    if after is None:
        raise ValidationError(NO_NEXT)
    if row.person_id is None:
        return
    with acting(BELL):
        known = EventRegistration.objects.filter(event=after, person_id=row.person_id).first()
        _enter(after, row, known) if on else _leave(known)
    if on:
        tell(after, [row.person_id], f"Вы прошли на следующий этап конкурса: {named(after)}")


def _enter(after: Event, row: Participation, known: EventRegistration | None) -> None:
    state: dict[str, Any] = {"state": RegistrationState.REGISTERED, "withdrawn_on": None}
    if known is not None:
        records.change(known, "register", **state)
        return
    place = {column: getattr(row, column) for column in STAMP}
    who = f"Прошёл этап: {row.event.title}"[:300]
    values = {"event": after, "person_id": row.person_id, "queued_at": timezone.now(), "who": who}
    records.create(EventRegistration(**values, **place, **state), "register")


def _leave(known: EventRegistration | None) -> None:
    if known is None or known.state == RegistrationState.WITHDRAWN:
        return
    if known.attended is not None:
        raise ValidationError(ENTERED)
    day = timezone.localdate()
    records.change(known, "withdraw", state=RegistrationState.WITHDRAWN, withdrawn_on=day)
