"""The moves of a route (DOMAIN 5): each has a date, a person (the history) and a rule about who may make it."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from apps.core.actor import current
from apps.core.services import history, records
from apps.routes import policies
from apps.routes.enums import RouteState
from apps.routes.models import IndividualRoute
from apps.routes.policies import Move
from apps.routes.services.closing import close_items
from apps.routes.services.telling import tell

NOT_YOURS = "Этот шаг с ИОМ в его нынешнем состоянии ваша роль не делает."
FUTURE = "Эта дата ещё не наступила."
EARLIER = "Раньше предыдущего шага ({day:%d.%m.%Y}): проверьте дату."
EMPTY = "В ИОМ нет ни одного пункта: добавьте пункты, потом утверждайте."
NO_REASON = "Назовите причину отмены: её увидят педагог и все, кто ведёт ИОМ."
NOTHING_TO_AGREE = "В ИОМ нет ни одного пункта: согласовывать пока нечего."
NOBODY = "У педагога нет своей учётной записи: согласие с подписанного листа отмечает ЦНППМ."
TOLD_DRAFTED = "ИОМ № {number} ждёт вашего согласия: посмотрите план и согласитесь одним нажатием."
TOLD_APPROVED = "ИОМ № {number} утверждён."
TOLD_CANCELLED = "ИОМ № {number} отменён: {reason}"
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


def hold(route: IndividualRoute) -> IndividualRoute:
    """The route as it stands now, kept from others until the end: two moves made at once come one after the other."""
    found = IndividualRoute.objects.select_for_update(of=("self",)).filter(pk=route.pk).first()
    if found is None:
        raise PermissionDenied(NOT_YOURS)
    for field in route._meta.concrete_fields:
        setattr(route, field.attname, getattr(found, field.attname))
    return route


@transaction.atomic
def make(route: IndividualRoute, move: Move, on: date | None, **values: Any) -> IndividualRoute:
    """Make a move on a day (today by default). Raises ``PermissionDenied`` and ``ValidationError`` at ``on``."""
    if not policies.may_move(current(), hold(route), move):
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


@transaction.atomic
def approve(route: IndividualRoute, *, on: date | None = None) -> IndividualRoute:
    """The profile's approver approves; a route without items is not approved by hand.

    What has been completed since the day of approval closes its items at once.
    """
    if not route.items.exists():
        raise ValidationError(EMPTY)
    make(route, policies.APPROVE, on)
    close_items([route.person_id])
    tell(route, TOLD_APPROVED.format(number=route.number))
    return route


def start(route: IndividualRoute, *, on: date | None = None) -> IndividualRoute:
    """The learning has begun."""
    return make(route, policies.START, on)


def complete(route: IndividualRoute, *, on: date | None = None) -> IndividualRoute:
    """The route is completed; what was not done stays marked so."""
    return make(route, policies.COMPLETE, on)


@transaction.atomic
def cancel(route: IndividualRoute, *, reason: str, on: date | None = None) -> IndividualRoute:
    """The route ends without completion, for a reason that is kept."""
    if not reason.strip():
        raise ValidationError({"reason": NO_REASON})
    make(route, policies.CANCEL, on, cancel_reason=reason.strip())
    tell(route, TOLD_CANCELLED.format(number=route.number, reason=route.cancel_reason))
    return route


def ask(route: IndividualRoute) -> IndividualRoute:
    """Ring the teacher's bell: the draft waits for an agreement, one click away. Raises ``ValidationError``."""
    if not policies.may_plan(current(), route):
        raise PermissionDenied(NOT_YOURS)
    if not route.items.exists():
        raise ValidationError(NOTHING_TO_AGREE)
    if not tell(route, TOLD_DRAFTED.format(number=route.number), leader=False):
        raise ValidationError(NOBODY)
    history.record_many([history.entry("ask_route", route, {}, {"number": route.number})])
    return route


@transaction.atomic
def undo(route: IndividualRoute) -> IndividualRoute:
    """Take the last move back; the history keeps both. Raises ``PermissionDenied``."""
    if not policies.may_undo(current(), hold(route)):
        raise PermissionDenied(NOT_YOURS)
    return records.change(route, "undo_route", **UNDONE[route.state])
