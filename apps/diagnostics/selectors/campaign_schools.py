"""The organizations of a campaign's invited people, as their reader may see them."""

from dataclasses import dataclass
from datetime import date, time

from django.db.models import Count

from apps.core import access
from apps.core.actor import current
from apps.diagnostics.models import Campaign, Invitation
from apps.organizations.selectors import short_name

SCHOOLS_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class School:
    """An organization and how many of its people are invited and have been tested."""

    organization: int
    name: str
    invited: int
    completed: int


@dataclass(frozen=True, slots=True)
class Invited:
    """One line of a letter."""

    name: str
    organization: str
    conductor: str
    day: date | None
    time: time | None
    place: str


def schools_of(campaign: Campaign, page: int) -> list[School]:
    """A page of organizations in alphabetical order, and one more where there is a further page."""
    rows = Invitation.objects.filter(access.scope(Invitation, current()), campaign=campaign).order_by()
    named = rows.annotate(name=short_name("organization_id")).values("organization", "name")
    counted = named.annotate(invited=Count("pk"), completed=Count("session"))
    start = (page - 1) * SCHOOLS_A_PAGE
    return [School(**row) for row in counted.order_by("name", "organization")[start : start + SCHOOLS_A_PAGE + 1]]


def invited_of(campaign: Campaign, organization: int) -> list[Invited]:
    """The people of an organization who are to come, those without a result and a refusal, by time and name."""
    rows = Invitation.objects.filter(access.scope(Invitation, current()), campaign=campaign, organization=organization)
    chosen = rows.filter(session=None, declined_on=None).order_by("slot__day", "slot__time", "person_name")
    names = ("person_name", short_name("organization_id"), short_name("conductor_id"), "slot__day", "slot__time")
    lines = chosen.values_list(*names, "slot__place")
    return [
        Invited(name, school, conductor, day, at, place or campaign.place)
        for name, school, conductor, day, at, place in lines
    ]
