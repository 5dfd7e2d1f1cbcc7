"""The moves of a route (DOMAIN 5): each has a date, a person (the history) and a rule about who may make it."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from apps.core.actor import current
from apps.core.services import records
from apps.routes import policies
from apps.routes.enums import RouteState
from apps.routes.models import IndividualRoute
from apps.routes.policies import Move

NOT_YOURS = "Этот шаг с ИОМ в его нынешнем состоянии ваша роль не делает."
FUTURE = "Эта дата ещё не наступила."
EARLIER = "Раньше предыдущего шага ({day:%d.%m.%Y}): проверьте дату."
EMPTY = "В ИОМ нет ни одного пункта: добавьте пункты, потом утверждайте."
NO_REASON = "Назовите причину отмены: её увидят педагог и все, кто ведёт ИОМ."
# What taking the last move back empties.
UNDONE: dict[RouteState, dict[str, Any]] = {
    RouteState.CANCELLED: {"cancelled_on": None, "cancel_reason": ""},
    RouteState.COMPLETED: {"completed_on": None},
    RouteState.IN_PROGRESS: {"started_on": None},
    RouteState.APPROVED: {"approved_on": None},
    RouteState.AGREED: {"agreed_on": None},
}


def last_day(route: IndividualRoute) -> date | None:
    """The day of the latest move so far."""
    days = (route.drafted_on, route.agreed_on, route.approved_on, route.started_on)
    return max((day for day in days if day is not None), default=None)


def make(route: IndividualRoute, move: Move, on: date | None, **values: Any) -> IndividualRoute:
    """Make a move on a day (today by default). Raises ``PermissionDenied`` and ``ValidationError`` at ``on``."""
    if not policies.may_move(current(), route, move):
        raise PermissionDenied(NOT_YOURS)
    today = timezone.localdate()
    day, before = on or today, last_day(route)
    if day > today:
        raise ValidationError({"on": FUTURE})
    if before is not None and day < before:
        raise ValidationError({"on": EARLIER.format(day=before)})
    values[move.field] = day
    return records.change(route, f"{move.name}_route", **values)


def agree(route: IndividualRoute, *, on: date | None = None) -> IndividualRoute:
    """The teacher agrees (or ЦНППМ enters the agreement signed on paper)."""
    return make(route, policies.AGREE, on)


def approve(route: IndividualRoute, *, on: date | None = None) -> IndividualRoute:
    """The profile's approver approves; a route without items is not approved by hand."""
    if not route.items.exists():
        raise ValidationError(EMPTY)
    return make(route, policies.APPROVE, on)


def start(route: IndividualRoute, *, on: date | None = None) -> IndividualRoute:
    """The learning has begun."""
    return make(route, policies.START, on)


def complete(route: IndividualRoute, *, on: date | None = None) -> IndividualRoute:
    """The route is completed; what was not done stays marked so."""
    return make(route, policies.COMPLETE, on)


def cancel(route: IndividualRoute, *, reason: str, on: date | None = None) -> IndividualRoute:
    """The route ends without completion, for a reason that is kept."""
    if not reason.strip():
        raise ValidationError({"reason": NO_REASON})
    return make(route, policies.CANCEL, on, cancel_reason=reason.strip())


@transaction.atomic
def undo(route: IndividualRoute) -> IndividualRoute:
    """Take the last move back; the history keeps both. Raises ``PermissionDenied``."""
    if not policies.may_undo(current(), route):
        raise PermissionDenied(NOT_YOURS)
    return records.change(route, "undo_route", **UNDONE[route.state])
