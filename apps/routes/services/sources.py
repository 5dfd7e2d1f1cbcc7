"""What a route stands on beside the diagnostics is written down (issue 4, item 6)."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from apps.core.actor import current
from apps.core.services import records
from apps.routes import policies
from apps.routes.models import IndividualRoute, RouteSource

OVER = "ИОМ завершён или отменён: основания к нему не добавляют и не меняют."
FUTURE = "Эта дата ещё не наступила."


def require_open(route: IndividualRoute) -> None:
    """Refuse reasons of a route that is over, or by a role that does not write routes. Raises ``PermissionDenied``."""
    if not policies.may_found(current(), route):
        raise PermissionDenied(OVER)


@transaction.atomic
def add_source(*, route: IndividualRoute, kind: str, text: str, on_date: date, **fields: Any) -> RouteSource:
    """Write down a reason of a route, known since a day. Raises ``PermissionDenied`` and ``ValidationError``."""
    require_open(route)
    require_past(on_date)
    made = RouteSource(route=route, person_id=route.person_id, kind=kind, text=text, on_date=on_date, **fields)
    return records.create(made, "add_source")


@transaction.atomic
def update_source(source: RouteSource, *, on_date: date | None = None, **fields: Any) -> RouteSource:
    """Correct a reason. Raises ``PermissionDenied`` and ``ValidationError``."""
    require_open(source.route)
    if on_date is not None:
        require_past(on_date)
        fields["on_date"] = on_date
    return records.change(source, "update_source", **fields)


@transaction.atomic
def remove_source(source: RouteSource) -> None:
    """Take a reason away. Raises ``PermissionDenied``."""
    require_open(source.route)
    records.remove(source, "remove_source")


def require_past(day: date) -> None:
    """Refuse a day that has not come. Raises ``ValidationError`` at ``on_date``."""
    if day > timezone.localdate():
        raise ValidationError({"on_date": FUTURE})
