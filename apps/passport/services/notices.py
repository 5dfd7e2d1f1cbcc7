"""Notifications about a passport: one message to everybody whom a step concerns."""

from django.urls import reverse

from apps.accounts.enums import Role
from apps.accounts.models import Assignment
from apps.core.actor import acting, current, system
from apps.core.models import Notification
from apps.passport.models import Part, Passport

# step → the roles that it concerns.
ROLES = {
    "fill": (Role.METHODIST, Role.IRO),
    "manage": (Role.CNPPM,),
    "decide": (Role.MINISTRY,),
}


def tell(passport: Passport, text: str, step: str) -> None:
    """A message to the region's people in the roles of the step; never to who acts."""
    me = current().user_id
    with acting(system("passport")):
        held = Assignment.objects.filter(region_id=passport.region_id, role__in=ROLES[step], valid_to__isnull=True)
        users = set(held.values_list("user_id", flat=True)) - {me}
        send(users, text, reverse("passport:passport_detail", args=(passport.pk,)))


def send(users: set[int], text: str, url: str) -> None:
    """The same message to each of them."""
    Notification.objects.bulk_create(Notification(user_id=pk, text=text[:300], url=url) for pk in sorted(users))


def tell_part(part: Part, text: str, *, centre: bool) -> None:
    """A message about a part: to the ЦНППМ, or to the people of the part's organization."""
    with acting(system("passport")):
        held = Assignment.objects.filter(valid_to__isnull=True)
        if centre:
            held = held.filter(role=Role.CNPPM, region_id=part.region_id)
        else:
            held = held.filter(organization_id=part.organization_id)
        url = reverse("passport:part_detail", args=(part.pk,))
        send(set(held.values_list("user_id", flat=True)), text, url)
