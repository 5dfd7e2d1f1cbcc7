"""Reads of territories for the lists of all applications."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from apps.core.actor import Actor, current
from apps.organizations.models import Municipality


def own_area(actor: Actor) -> Q:
    """The municipalities an actor's rows can lie in: one, or those of the region, or all of them."""
    if actor.is_system or actor.level == "installation":
        return Q()
    if actor.level in ("municipality", "organization") and actor.municipality_id:
        return Q(pk=actor.municipality_id)
    return Q(region_id=actor.region_id)


def municipalities_in_sight(request: HttpRequest | None = None) -> QuerySet[Municipality]:
    """Choices of a filter: the municipalities of the actor's area that are valid today."""
    rows = Municipality.objects.filter(own_area(current()), regional=False)
    return rows.exclude(valid_to__lt=timezone.localdate())
