"""Non-formal learning is recognized by a decision, and may close an item of a route (issue 4, item 6)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from apps.core.actor import current
from apps.core.services import records
from apps.diagnostics.models import Competence
from apps.routes import policies
from apps.routes.models import Recognition, RouteItem
from apps.routes.selectors import items_to_close
from apps.routes.services.papers import keep_paper
from apps.routes.services.plan import confirm_item, reopen_item
from apps.teachers.models import Person

FUTURE = "Эта дата ещё не наступила."
NOT_DECIDING = "Решение о признании обучения записывает ЦНППМ."
ALREADY = "Этим решением пункт уже закрыт."
OTHER = "Закрыть можно невыполненный пункт действующего ИОМ этого человека с той же компетенцией."
CLOSES = "Этим решением закрыт пункт ИОМ: сначала снимите закрытие."


def require_decider() -> None:
    """Refuse whoever records no decisions. Raises ``PermissionDenied``."""
    if not policies.may_recognize(current()):
        raise PermissionDenied(NOT_DECIDING)


@transaction.atomic
def recognize(
    *, person: Person, competences: Iterable[Competence], decided_on: date, file: Any = None, **fields: Any
) -> Recognition:
    """Record a decision that recognizes learning: what, where, hours, which competences, the decision's number and day.

    Raises ``PermissionDenied`` and ``ValidationError``.
    """
    require_decider()
    if decided_on > timezone.localdate():
        raise ValidationError({"decided_on": FUTURE})
    made = Recognition(person=person, decided_on=decided_on, **fields)
    for name, value in keep_paper(made, file).items():
        setattr(made, name, value)
    records.create(made, "recognize")
    records.link(made, "competences", competences, "recognize_competences")
    return made


@transaction.atomic
def update_recognition(obj: Recognition, *, file: Any = None, competences: Any = None, **fields: Any) -> Recognition:
    """Correct a recorded decision; what it has closed keeps its day. Raises as ``recognize`` does."""
    require_decider()
    if obj.item_id is not None:
        raise ValidationError(CLOSES, code="closes")
    if fields.get("decided_on", obj.decided_on) > timezone.localdate():
        raise ValidationError({"decided_on": FUTURE})
    records.change(obj, "update_recognition", **fields, **keep_paper(obj, file))
    if competences is not None:
        records.link(obj, "competences", competences, "recognize_competences")
    return obj


@transaction.atomic
def close_item(obj: Recognition, *, item: RouteItem) -> Recognition:
    """Close an item of the person's running route with the decision: done on the decision's day.

    Raises ``PermissionDenied`` and ``ValidationError`` (at ``item`` where it does not suit).
    """
    require_decider()
    if obj.item_id is not None:
        raise ValidationError({"item": ALREADY})
    if not items_to_close(obj).filter(pk=item.pk).exists():
        raise ValidationError({"item": OTHER})
    confirm_item(item, done_on=obj.decided_on)
    return records.change(obj, "close_by_recognition", item=item)


@transaction.atomic
def release_item(obj: Recognition) -> Recognition:
    """Take the closing back: the item is open again. Raises ``PermissionDenied``."""
    require_decider()
    if obj.item is not None:
        reopen_item(obj.item)
        records.change(obj, "release_by_recognition", item=None)
    return obj


@transaction.atomic
def remove_recognition(obj: Recognition) -> None:
    """Delete a decision entered by mistake; an item that it has closed opens again. Raises ``PermissionDenied``."""
    release_item(obj)
    records.remove(obj, "remove_recognition")
