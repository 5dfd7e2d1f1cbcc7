"""Which organizations an actor may speak for."""

from django.db.models import Q

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor
from apps.organizations.enums import EDUCATIONAL


def own_schools(actor: Actor) -> Q:
    """The educational organizations whose results the actor enters."""
    place = access.Access("results", (access.Path(organization="id"),)).scope(actor, WRITE)
    return place & Q(kind__in=EDUCATIONAL) if place else Q(kind__in=EDUCATIONAL)
