"""Notifications about a passport: one message to everybody whom a step concerns."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from apps.accounts.enums import Role
from apps.accounts.selectors import held_today
from apps.core.actor import acting, current, system
from apps.core.services.notices import notify
from apps.core.text import format_date
from apps.passport.models import Part, Passport
from apps.passport.selectors.places import waiting

WEEK = timedelta(days=7)
# Who works on parts; others at the same organization do not see them.
FILLERS = (Role.METHODIST, Role.IRO, Role.CNPPM)
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
        held = held_today().filter(region_id=passport.region_id, role__in=ROLES[step])
        users = set(held.values_list("user_id", flat=True)) - {me}
        send(users, text, reverse("passport:passport_detail", args=(passport.pk,)))


def send(users: set[int], text: str, url: str) -> None:
    """The same message to each of them."""
    notify((user, text, url) for user in sorted(users))


def tell_part(part: Part, text: str, *, centre: bool) -> None:
    """A message about a part: to the ЦНППМ, or to the people of the part's organization."""
    with acting(system("passport")):
        held = held_today()
        if centre:
            held = held.filter(role=Role.CNPPM, region_id=part.region_id)
        else:
            held = held.filter(organization_id=part.organization_id, role__in=FILLERS)
        url = reverse("passport:part_detail", args=(part.pk,))
        send(set(held.values_list("user_id", flat=True)), text, url)


def remind(today: date | None = None) -> int:
    """One message to everybody whose part is due within a week or late; returns how many were sent.

    On the last day but six, on the last day, and once a week when late: nobody is written to every morning.
    """
    day = today or timezone.localdate()
    rows = Part.objects.filter(waiting(), due_on__lte=day + WEEK).select_related("passport")
    due = [part for part in rows if (part.due_on - day).days % WEEK.days == 0]
    told: dict[int, set[int]] = {}
    for user, place in (
        held_today()
        .filter(role__in=FILLERS, organization__in={part.organization_id for part in due})
        .values_list("user_id", "organization_id")
    ):
        told.setdefault(place, set()).add(user)
    for part in due:
        late = "просрочена" if part.due_on < day else f"ждёт до {format_date(part.due_on)}"
        url = reverse("passport:part_detail", args=(part.pk,))
        send(told.get(part.organization_id, set()), f"{part.passport}: ваша часть {late}.", url)
    return sum(len(told.get(part.organization_id, set())) for part in due)
