"""Reads of territories and names of organizations for the lists of all applications."""

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone

from apps.core.actor import Actor, current
from apps.organizations.models import Municipality, Organization


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


def short_name(column: str = "organization_id") -> Subquery:
    """The name of an organization that an outer row names; a join would drop the rows whose one is out of sight."""
    return Subquery(Organization.objects.filter(pk=OuterRef(column)).values("short_name")[:1])


def name_of(pk: int | None) -> str:
    """The short name of an organization; empty where there is none or it is out of sight."""
    return Organization.objects.filter(pk=pk or 0).values_list("short_name", flat=True).first() or ""
