"""Writes of targets: the values to reach by the end of a year (DOMAIN 4, last lines)."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from apps.core.actor import current
from apps.core.services import records
from apps.indicators.models import Indicator, Target
from apps.indicators.policies import may_set_targets
from apps.indicators.territories import territories

FOREIGN = "Цели этого показателя задают те, кто рассчитывает или утверждает отчёты его профиля."
NO_PLACE = "Такой территории у профиля нет: выберите муниципалитет региона или сам регион."


def require_right(indicator: Indicator) -> None:
    """Refuse whoever may not set targets of the indicator's profile. Raises ``PermissionDenied``."""
    if not may_set_targets(current(), indicator.profile):
        raise PermissionDenied(FOREIGN)


def require_territory(indicator: Indicator, territory: str) -> None:
    """Refuse a territory that is no unit of the profile. Raises ``ValidationError``."""
    if territory not in {one.code for one in territories(indicator.profile)}:
        raise ValidationError({"territory": NO_PLACE})


@transaction.atomic
def set_target(*, indicator: Indicator, year: int, territory: str, value: Decimal) -> Target:
    """Set a new target, in the indicator's unit (percent); ``territory`` is an ОКТМО, empty for the profile's own unit.

    Raises ``PermissionDenied``, and ``ValidationError`` for a unit that is not the profile's or a target set already.
    """
    require_right(indicator)
    require_territory(indicator, territory)
    made = Target(indicator=indicator, year=year, territory=territory, value=value)
    return records.create(made, "set_target")


@transaction.atomic
def update_target(target: Target, /, **fields: Any) -> Target:
    """Correct a target. Raises ``PermissionDenied`` and ``ValidationError``."""
    require_right(target.indicator)
    if fields.pop("indicator", target.indicator) != target.indicator:
        raise ValidationError({"indicator": "Показатель цели не меняется: заведите новую цель."})
    require_territory(target.indicator, fields.get("territory", target.territory))
    return records.change(target, "update_target", **fields)


@transaction.atomic
def remove_target(target: Target, /) -> None:
    """Take a target away. Raises ``PermissionDenied``."""
    require_right(target.indicator)
    records.remove(target, "remove_target")
