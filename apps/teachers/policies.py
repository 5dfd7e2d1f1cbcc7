"""Who may hire where (DOMAIN 3, 8): the right to write people, bounded by the employer, not by the person's place."""

from django.core.exceptions import ValidationError

from apps.core import access
from apps.core.access import INSTALLATION, WRITE
from apps.core.actor import Actor, current
from apps.organizations.models import Organization

OUTSIDE = "Принять на работу можно только в организацию своей области."


def may_hire(actor: Actor, organization: Organization) -> bool:
    """Whether the actor enters the staff of this organization."""
    if actor.is_system:
        return True
    level = access.rights().level(actor, "people", WRITE)
    places = {
        access.REGION: organization.region_id,
        access.MUNICIPALITY: organization.municipality_id,
        access.ORGANIZATION: organization.pk,
    }
    return level == INSTALLATION or (level in places and places[level] == actor.unit(level))


def require_hiring(organization: Organization) -> None:
    """Refuse an employer outside the actor's area. Raises ``ValidationError`` at ``organization``."""
    if not may_hire(current(), organization):
        raise ValidationError({"organization": OUTSIDE})
