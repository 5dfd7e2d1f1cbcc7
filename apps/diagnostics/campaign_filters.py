"""Filters of campaigns and invitations."""

from datetime import date

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from apps.core import access
from apps.core.actor import current
from apps.core.web.filters import ChoiceFilter, DateFilter, FilterSet, ManyFilter, RowFilter
from apps.diagnostics.enums import Attendance, CampaignState, Purpose
from apps.diagnostics.filters import YES_NO, PlaceFilters
from apps.diagnostics.models import Campaign, Invitation, Slot, Tool
from apps.diagnostics.selectors.campaigns import INVITATION_STATES, invitation_state, state_column


def campaigns(request: HttpRequest | None) -> QuerySet[Campaign]:
    """The campaigns in sight."""
    return Campaign.objects.filter(access.scope(Campaign, current()))


def tools(request: HttpRequest | None) -> QuerySet[Tool]:
    """The tools of campaigns in sight."""
    return Tool.objects.filter(pk__in=campaigns(request).values("tool"))


class CampaignFilters(FilterSet):
    """Campaigns by state, tool, purpose, days."""

    state = ManyFilter(label="Состояние", choices=CampaignState.choices, method="by_state")
    tool = RowFilter(label="Инструмент", queryset=tools)
    purpose = ManyFilter(label="Цель", choices=Purpose.choices)
    end_from = DateFilter(label="Идут с", field_name="end", lookup_expr="gte")
    start_to = DateFilter(label="Идут по", field_name="start", lookup_expr="lte")

    class Meta:
        model = Campaign
        fields = ("tool", "purpose")

    def by_state(self, rows: QuerySet[Campaign], name: str, value: list[str]) -> QuerySet[Campaign]:
        """By the state that follows from the dates."""
        return rows.alias(standing=state_column()).filter(standing__in=value) if value else rows


class InvitationFilters(PlaceFilters):
    """Invitations by campaign, place, state, attendance, day."""

    campaign = RowFilter(label="Кампания", queryset=campaigns)
    state = ChoiceFilter(label="Состояние", choices=INVITATION_STATES, method="by_state")
    attended = ChoiceFilter(label="Явка", choices=Attendance.choices)
    timed = ChoiceFilter(label="Время назначено", choices=YES_NO, method="by_time")
    day = DateFilter(label="День", method="by_day")

    class Meta:
        model = Invitation
        fields = ("municipality", "organization", "campaign", "attended")

    def by_state(self, rows: QuerySet[Invitation], name: str, value: str) -> QuerySet[Invitation]:
        """Where the invitation stands."""
        return rows.alias(standing=invitation_state()).filter(standing=value)

    def by_time(self, rows: QuerySet[Invitation], name: str, value: str) -> QuerySet[Invitation]:
        """With a time, or without one."""
        return rows.filter(Q(slot__isnull=value == "no"))

    def by_day(self, rows: QuerySet[Invitation], name: str, value: date) -> QuerySet[Invitation]:
        """Those who come on the day."""
        return rows.filter(slot__in=Slot.objects.filter(day=value))
