"""Writes of organizations: made, changed, closed. Where they lie is settled by ``placement``."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.core.actor import acting, system
from apps.core.requisites import is_valid_inn, is_valid_ogrn
from apps.core.services import history
from apps.core.text import natural_key
from apps.organizations.models import Municipality, Organization
from apps.organizations.services.placement import follow_visibility, rebuild_memberships, visibility

KEY_LENGTH = 200
DEEPEST = 20


@transaction.atomic
def create_organization(*, code: str, kind: str, full_name: str, home: Municipality, **fields: Any) -> Organization:
    """A new organization at home in a municipality (DOMAIN 2), with its timeline.

    ``fields`` are the model's other columns; an empty short name repeats the full one. Raises ``ValidationError`` for
    a taken code, wrong check digits of ИНН or ОГРН, an end before the beginning.
    """
    made = Organization(
        code=code.strip(), kind=kind, full_name=full_name, home=home, municipality=home, region_id=home.region_id
    )
    _fill(made, fields)
    if Organization.objects.filter(code=made.code).exists():
        raise ValidationError({"code": "Организация с таким кодом уже есть."})
    made.save(force_insert=True)
    history.record("create_organization", made)
    _settle(made)
    return made


@transaction.atomic
def update_organization(organization: Organization, /, **fields: Any) -> Organization:
    """Change the fields of an organization; a new home rewrites its timeline and moves all that hangs on it.

    Raises ``ValidationError`` as ``create_organization`` does, and for an organization that would stand above itself.
    """
    before = history.snapshot(organization)
    _fill(organization, fields)
    if Organization.objects.filter(code=organization.code).exclude(pk=organization.pk).exists():
        raise ValidationError({"code": "Организация с таким кодом уже есть."})
    organization.save()
    history.record("update_organization", organization, before=before)
    if before["open"] != organization.open:
        with acting(system("placement")):
            follow_visibility([organization.pk])
    if before["home_id"] != organization.home_id:
        _settle(organization)
    return organization


@transaction.atomic
def close_organization(organization: Organization, *, closed_on: date) -> Organization:
    """Close an organization on its last day: it is «open on D» before that day no longer from it on (DOMAIN 4).

    People's employments stay as they are; those still there become a finding of data quality. Raises
    ``ValidationError`` for a day before the opening.
    """
    before = history.snapshot(organization)
    organization.closed_on = closed_on
    check(organization)
    organization.save(update_fields=["closed_on"])
    history.record("close_organization", organization, before=before)
    return organization


@transaction.atomic
def reopen_organization(organization: Organization) -> Organization:
    """Take a mistaken closing back."""
    before = history.snapshot(organization)
    organization.closed_on = None
    organization.save(update_fields=["closed_on"])
    history.record("reopen_organization", organization, before=before)
    return organization


def _fill(organization: Organization, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(organization, name, value)
    organization.short_name = organization.short_name or organization.full_name[:KEY_LENGTH]
    organization.sort_key = natural_key(organization.short_name)[:KEY_LENGTH]
    for name, value in visibility(organization.kind).items():
        setattr(organization, name, value)
    check(organization)


def _settle(organization: Organization) -> None:
    """Write the timeline and the place of today; the writer may no longer see the organization then."""
    with acting(system("placement")):
        rebuild_memberships([organization.pk])
        organization.refresh_from_db()


def check(organization: Organization) -> None:
    """What an organization must be, each refusal at its field. Raises ``ValidationError``."""
    problems: dict[str, str] = {}
    if organization.inn and not is_valid_inn(organization.inn):
        problems["inn"] = "Ожидаются 10 или 12 цифр ИНН; контрольные цифры не сходятся."
    if organization.ogrn and not is_valid_ogrn(organization.ogrn):
        problems["ogrn"] = "Ожидаются 13 или 15 цифр ОГРН; контрольная цифра не сходится."
    opened, closed = organization.opened_on, organization.closed_on
    if opened and closed and closed < opened:
        problems["closed_on"] = "Закрыта раньше, чем открыта."
    if organization.parent_id is not None and stands_above(organization, organization.parent_id):
        problems["parent"] = "Организация не может стоять над самой собой."
    if problems:
        raise ValidationError(problems)


def stands_above(organization: Organization, parent_id: int) -> bool:
    """Whether the organization stands somewhere above its future parent, or is it."""
    current: int | None = parent_id
    for _ in range(DEEPEST):
        if current is None:
            return False
        if current == organization.pk:
            return True
        current = Organization.objects.filter(pk=current).values_list("parent_id", flat=True).first()
    return True
