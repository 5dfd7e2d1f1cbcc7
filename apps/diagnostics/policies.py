"""Whose sessions and tools an actor enters (DOMAIN 8): ЦНППМ those of its region, an assessment centre its own.

Which competences are assigned anew (DOMAIN 5): published ones; an outdated one only to what happened before.
"""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor
from apps.core.text import format_date
from apps.diagnostics.enums import CompetenceState
from apps.diagnostics.models import Competence
from apps.organizations.enums import OrganizationKind
from apps.organizations.models import Organization

# Kinds of organizations that conduct diagnostics and own tools.
CONDUCTING = (
    OrganizationKind.CNPPM, OrganizationKind.COPMKP, OrganizationKind.FEDERAL, OrganizationKind.IRO,
    OrganizationKind.UNIVERSITY, OrganizationKind.MMS, OrganizationKind.OTHER,
)  # fmt: skip
DRAFT = "Компетенция «{name}» ещё не опубликована: её пока не назначают."
OUTDATED = "Компетенция «{name}» устарела{since}: заново её не назначают, прежние записи остаются."


def may_conduct(actor: Actor, provider: Organization) -> bool:
    """Whether the actor enters sessions conducted by this organization.

    The ЦНППМ also enters what federal operators and universities conducted: they have no users here.
    """
    if actor.is_system:
        return True
    level = access.rights().level(actor, "diagnostics", WRITE)
    if level == access.REGION:
        return provider.open or provider.region_id == actor.region_id
    return level == access.ORGANIZATION and provider.pk == actor.organization_id


def unassignable(competence: Competence, day: date | None = None) -> str:
    """Why a competence is not assigned anew on the day (today unless given); empty where it is."""
    if competence.state == CompetenceState.DRAFT:
        return DRAFT.format(name=competence)
    before = day is not None and competence.outdated_on is not None and day < competence.outdated_on
    if competence.state != CompetenceState.OUTDATED or before:
        return ""
    since = f" с {format_date(competence.outdated_on)}" if competence.outdated_on else ""
    return OUTDATED.format(name=competence, since=since)


def require_assignable(competences: Iterable[Competence], field: str, day: date | None = None) -> None:
    """Refuse competences that are not assigned anew on the day. Raises ``ValidationError`` at the field."""
    reasons = [reason for one in competences if (reason := unassignable(one, day))]
    if reasons:
        raise ValidationError({field: reasons})


def conductors(actor: Actor, action: str = WRITE) -> Q:
    """The organizations whose campaigns the actor leads: the campaigns' own scope, asked of the organization."""
    scope = access.Access("campaigns", (access.Path(organization="id"),)).scope(actor, action)
    return scope & Q(kind__in=CONDUCTING) if scope != access.NOTHING else scope
