"""Writes of контрольные цифры of the federal platform."""

from typing import Any

from django.core.exceptions import ValidationError

from apps.core.services import records
from apps.organizations.models import Organization
from apps.organizations.services.records import place_of
from apps.programs.models import PlatformQuota

MORE = "Принято больше, чем подано: проверьте оба числа."


def set_quota(*, organization: Organization, **values: Any) -> PlatformQuota:
    """The quota of a municipality in a year. Raises ``ValidationError``."""
    _require(values.get("applied", 0), values.get("accepted", 0))
    return records.create(PlatformQuota(**place_of(organization), **values), "set_quota")


def update_quota(row: PlatformQuota, **values: Any) -> PlatformQuota:
    """Change a quota or what became of it. Raises ``ValidationError``."""
    _require(values.get("applied", row.applied), values.get("accepted", row.accepted))
    return records.change(row, "update_quota", **values)


def remove_quota(row: PlatformQuota) -> None:
    """Delete a quota entered by mistake."""
    records.remove(row, "remove_quota")


def _require(applied: int, accepted: int) -> None:
    if accepted > applied:
        raise ValidationError({"accepted": MORE})
