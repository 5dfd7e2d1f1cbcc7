"""Whom a campaign reminds: the invited by themselves, their schools by one digest."""

from collections import defaultdict
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from apps.accounts.enums import Role
from apps.accounts.selectors import held_today
from apps.core.actor import acting
from apps.core.services import history, notices
from apps.core.text import NBSP, count_text, format_date
from apps.diagnostics.models import Campaign, Invitation
from apps.diagnostics.selectors.campaigns import inviting
from apps.diagnostics.services.completion import SYSTEM
from apps.teachers.enums import Relation
from apps.teachers.models import PersonLink

# Days before the last one on which those who have not come are reminded by themselves.
BEFORE_END = (7, 3, 1)
PEOPLE = ("работник", "работника", "работников")


def waiting(campaign: Campaign, day: date) -> QuerySet[Invitation]:
    """The invited who neither declined nor have a result, and were not reminded on the day."""
    rows = Invitation.objects.filter(campaign=campaign, session=None, declined_on=None)
    return rows.exclude(reminded_on=day)


@transaction.atomic
def remind_invited(campaign: Campaign, *, day: date) -> int:
    """Remind everybody who still waits, at most once a day; returns how many users were told.

    Each invited person with a user gets a line; the operator of a school one digest about all its people.
    """
    if not campaign.announced or campaign.closed_on is not None or campaign.end < day:
        return 0
    with acting(SYSTEM):
        rows = list(waiting(campaign, day).values_list("pk", "person", "organization"))
        told = notices.notify([*to_people(campaign, [p for _, p, _ in rows]), *to_schools(campaign, rows)])
        Invitation.objects.filter(pk__in=[pk for pk, _, _ in rows]).update(reminded_on=day)
    if told:
        history.record_many([history.entry("remind_invited", campaign, {}, {"people": len(rows), "users": told})])
    return told


def to_people(campaign: Campaign, people: list[int]) -> list[tuple[int, str, str]]:
    """A line to the user of each person."""
    links = PersonLink.objects.filter(relation=Relation.SELF, person__in=people, user__is_active=True)
    text = f"Вы приглашены на диагностику «{campaign.title}»: пройдите её до{NBSP}{format_date(campaign.end)}"
    url = address(campaign)
    return [(user, text, url) for user in links.values_list("user", flat=True) if user]


def to_schools(campaign: Campaign, rows: list[tuple[int, int, int]]) -> list[tuple[int, str, str]]:
    """One digest to the operators of each school."""
    counts: dict[int, int] = defaultdict(int)
    for _, _, organization in rows:
        counts[organization] += 1
    held = held_today().filter(role=Role.OPERATOR, organization__in=counts, user__is_active=True)
    pairs = held.order_by("user", "organization").values_list("user", "organization").distinct()
    return [(user, digest(campaign, counts[organization]), address(campaign)) for user, organization in pairs]


def digest(campaign: Campaign, count: int) -> str:
    """«Диагностика «Зима»: ещё не прошли 3 работника вашей организации, срок 31.03.2025»."""
    people = count_text(count, *PEOPLE)
    return (
        f"Диагностика «{campaign.title}»: ещё не прошли {people} вашей организации, срок{NBSP}"
        f"{format_date(campaign.end)}"
    )


def address(campaign: Campaign) -> str:
    """The invitations of the campaign, those that wait."""
    return f"{reverse('diagnostics:invitation_list')}?campaign={campaign.pk}&state=waiting"


def remind_by_calendar(day: date) -> int:
    """The nightly reminders: on the first day of a campaign and near its last. Runs under the system."""
    ends = [day + timedelta(days=days) for days in BEFORE_END]
    rows = Campaign.objects.filter(inviting(day), announced=True)
    chosen = [one for one in rows if one.start == day or (one.start < day and one.end in ends)]
    return sum(remind_invited(campaign, day=day) for campaign in chosen)
