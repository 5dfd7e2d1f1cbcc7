"""What a campaign's card shows of its course, and what inviting tells beforehand."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from apps.core import access
from apps.core.actor import Actor
from apps.core.text import count_text
from apps.diagnostics.enums import CampaignState
from apps.diagnostics.models import Campaign, Invitation
from apps.diagnostics.selectors import diagnosed
from apps.diagnostics.selectors.campaign_progress import progress, total
from apps.diagnostics.selectors.campaigns import inviting, state_on, waiting
from apps.teachers.models import Person

STEPS = "Параметры|Контрольные цифры|Приглашения|Объявление|Проведение"
PEOPLE = ("человек", "человека", "человек")


def step_of(campaign: Campaign, quotas: int, invited: int) -> int:
    """The step that waits: counts from one, one more than the last when all is over."""
    state = state_on(campaign, timezone.localdate())
    if state == CampaignState.CLOSED:
        return 6
    if state != CampaignState.DRAFT:
        return 5
    if not invited:
        return 3 if quotas else 2
    return 4


def course_context(campaign: Campaign, actor: Actor) -> dict[str, Any]:
    """Figures by municipality, the step, the links of those who lead the campaign."""
    rows = progress(campaign)
    whole = total(rows)
    return {
        "campaign": campaign,
        "rows": rows,
        "total": whole,
        "steps": STEPS,
        "step": step_of(campaign, whole.quota, whole.invited),
        "leads": access.can(actor, access.WRITE, campaign),
        "invites": access.can(actor, access.WRITE, campaign) and actor.level == access.REGION,
        "letters": bool(access.rights().level(actor, "invitations", access.READ)),
    }


def invite_preview(people: QuerySet[Person]) -> list[str]:
    """Counts of the chosen people beforehand: all, with a current session, asked already by an open campaign."""
    rows = people.order_by()
    asked = Invitation.objects.filter(waiting(), inviting(prefix="campaign__"), person_id=OuterRef("pk"))
    counts = (
        ("Выбрано", rows.count()),
        ("Из них проходили диагностику за последние 3 года", rows.filter(diagnosed()).count()),
        ("Из них уже приглашены в открытые кампании", rows.filter(Exists(asked)).count()),
    )
    return [f"{words}: {count_text(number, *PEOPLE)}." for words, number in counts]
