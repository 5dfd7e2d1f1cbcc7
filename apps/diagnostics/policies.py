"""Whose sessions and tools an actor enters (DOMAIN 8): ЦНППМ those of its region, an assessment centre its own."""

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor
from apps.organizations.models import Organization


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
