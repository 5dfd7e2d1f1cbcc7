"""Writes of campaigns: planned, announced, closed (the plan of diagnostics of a period)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from apps.core.access import WRITE
from apps.core.actor import acting, current
from apps.core.services import records
from apps.diagnostics.enums import CampaignState
from apps.diagnostics.models import Campaign, DiagnosticSession, Invitation, Quota, Slot, Tool
from apps.diagnostics.policies import conductors
from apps.diagnostics.selectors.campaigns import state_on
from apps.diagnostics.services.completion import SYSTEM, complete_invitation, follow_sessions
from apps.organizations.models import Organization

__all__ = [
    "announce_campaign",
    "close_campaign",
    "complete_invitation",
    "create_campaign",
    "remove_campaign",
    "reopen_campaign",
    "require_open",
    "update_campaign",
]
OUTSIDE = "Кампании от имени этой организации ваша роль не ведёт."
PAST = "Последний день кампании уже прошёл: сначала измените сроки."
CLOSED = "Кампания закрыта: откройте её снова, чтобы изменить."
LEFT_OUT = "В кампании уже есть диагностики вне этих дней: сроки должны их включать."
ANOTHER_TOOL = "По этой кампании уже прошли диагностику: инструмент не меняют."
ANNOUNCED = "Удалить можно только кампанию, которая ещё готовится; объявленную закрывают."


def require_open(campaign: Campaign) -> None:
    """A closed campaign is changed no more. Raises ``ValidationError``."""
    if campaign.closed_on is not None:
        raise ValidationError(CLOSED)


@transaction.atomic
def create_campaign(
    *, organization: Organization, tool: Tool, title: str, start: date, end: date, **values: Any
) -> Campaign:
    """A campaign in preparation, placed with its conductor. Raises ``ValidationError``."""
    if not Organization.objects.filter(conductors(current(), WRITE), pk=organization.pk).exists():
        raise ValidationError({"organization": OUTSIDE})
    records.require_order(start, end, "end")
    made = Campaign(
        organization=organization,
        municipality_id=organization.municipality_id,
        region_id=organization.region_id,
        tool=tool,
        title=title,
        start=start,
        end=end,
        **values,
    )
    return records.create(made, "create_campaign")


@transaction.atomic
def update_campaign(campaign: Campaign, **values: Any) -> Campaign:
    """Change a campaign that is not closed; what was held in it stays inside of it. Raises ``ValidationError``."""
    require_open(campaign)
    start, end = values.get("start", campaign.start), values.get("end", campaign.end)
    records.require_order(start, end, "end")
    held = DiagnosticSession.objects.filter(invitations__campaign=campaign)
    with acting(SYSTEM):
        if held.exclude(completed_on__range=(start, end)).exists():
            raise ValidationError({"end": LEFT_OUT})
        if values.get("tool", campaign.tool) != campaign.tool and held.exists():
            raise ValidationError({"tool": ANOTHER_TOOL})
    return records.change(campaign, "update_campaign", **values)


@transaction.atomic
def announce_campaign(campaign: Campaign) -> Campaign:
    """Open the campaign to those invited; sessions held in its days before that close their invitations.

    Raises ``ValidationError`` where its last day has passed.
    """
    today = timezone.localdate()
    if campaign.end < today:
        raise ValidationError(PAST)
    records.change(campaign, "announce_campaign", announced=True, announced_on=today)
    with acting(SYSTEM):
        people = Invitation.objects.filter(campaign=campaign).values("person")
        held = DiagnosticSession.objects.filter(person__in=people, tool_id=campaign.tool_id)
        inside = held.filter(completed_on__range=(campaign.start, campaign.end))
        ids = list(inside.values_list("pk", flat=True))
    follow_sessions(ids)
    return campaign


def close_campaign(campaign: Campaign) -> Campaign:
    """End the campaign before its last day, or set the end in stone."""
    return records.change(campaign, "close_campaign", closed_on=timezone.localdate())


def reopen_campaign(campaign: Campaign) -> Campaign:
    """Take a closing back."""
    return records.change(campaign, "reopen_campaign", closed_on=None)


@transaction.atomic
def remove_campaign(campaign: Campaign) -> None:
    """Delete a campaign in preparation with its plan and invitations. Raises ``ValidationError`` once announced."""
    if state_on(campaign, timezone.localdate()) != CampaignState.DRAFT:
        raise ValidationError(ANNOUNCED)
    Invitation.objects.filter(campaign=campaign).delete()
    Slot.objects.filter(campaign=campaign).delete()
    Quota.objects.filter(campaign=campaign).delete()
    records.remove(campaign, "remove_campaign")
