"""What organizations add to the first page."""

from django.db.models import QuerySet

from apps.core import access
from apps.core.actor import Actor
from apps.core.web import agenda, nav
from apps.core.web.period import Period
from apps.organizations.models import Organization


def open_ones(actor: Actor, period: Period) -> QuerySet[Organization]:
    """Organizations in the actor's scope that are not closed by the end of the period."""
    mine = Organization.objects.filter(access.scope(Organization, actor))
    return mine.exclude(closed_on__lte=period.end)


def wide(actor: Actor) -> bool:
    """Whether the role looks after more than one organization."""
    return nav.holders("organizations")(actor) and actor.level in ("installation", "region", "municipality")


agenda.add_count(
    agenda.Count(
        "organizations",
        ("организация", "организации", "организаций"),
        open_ones,
        "organizations:organization_list",
        wide,
        order=10,
    )
)
