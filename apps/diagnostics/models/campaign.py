"""Campaigns of diagnostics: the plan, the quotas, the days, the invited people."""

from typing import Any

from django.db import models

from apps.core.access import PERSON_PLACE, PLACE, Access, Path
from apps.core.constraints import CompositeForeignKey, ordered, placed_in_organization, placed_with_person
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.diagnostics.enums import Attendance, Purpose
from apps.diagnostics.models.framework import Tool
from apps.diagnostics.models.sessions import DiagnosticSession
from apps.organizations.models import Municipality, Organization, Region
from apps.teachers.models import PersonModel

TABLE = "diagnostics_campaign"
# Whoever may read campaigns at all reads the announced ones of the region; those in preparation are the conductor's.
ANNOUNCED = Path(municipality="", organization="", where={"announced": True}, everyone=True, holders=True)
OF_CONDUCTOR = Path(municipality="", organization="conductor_id")
IN_REGION = Path(municipality="", organization="", everyone=True, holders=True)
PLAN = Undated("план работы: показатели его не читают, диагностика датирована сама")


class Campaign(PlacedModel):
    """One tool offered to chosen people in a period; placed with the organization that conducts it.

    How far it is follows from its dates (``selectors.campaigns.state_on``): no day of announcement – in preparation; a
    day of closing, or the period over – closed.
    """

    access = Access("campaigns", (PLACE, ANNOUNCED))
    dated = PLAN

    title = models.CharField("название", max_length=200)
    tool = models.ForeignKey(Tool, models.PROTECT, verbose_name="инструмент", related_name="campaigns")
    purpose = models.CharField("цель", max_length=12, choices=Purpose, blank=True)
    start = models.DateField("с")
    end = models.DateField("по")
    place = models.CharField("место проведения", max_length=300, blank=True)
    note = models.TextField("пояснение для приглашённых", blank=True)
    announced = models.BooleanField("объявлена", default=False, editable=False)
    announced_on = models.DateField("объявлена с", null=True, blank=True, editable=False)
    closed_on = models.DateField("закрыта с", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "кампания диагностики"
        verbose_name_plural = "кампании диагностики"
        ordering = ("-start", "-id")
        indexes = (models.Index(fields=("region", "-start", "-id"), name="campaign_region_page"),)
        constraints = (
            placed_in_organization("campaign_place"),
            ordered("start", "end", "campaign_dates"),
            models.UniqueConstraint(fields=("organization", "title", "start"), name="campaign_key"),
            models.UniqueConstraint(fields=("id", "organization", "region"), name="campaign_conductor"),
            models.CheckConstraint(
                condition=models.Q(announced=True, announced_on__isnull=False)
                | models.Q(announced=False, announced_on__isnull=True, closed_on__isnull=True),
                name="campaign_announced",
            ),
        )

    def __str__(self) -> str:
        return self.title


class CampaignPart(models.Model):
    """A row of a campaign's plan: it lies where the campaign lies and names no person."""

    access = Access("campaigns", (OF_CONDUCTOR, IN_REGION))
    dated = PLAN

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, verbose_name="кампания", related_name="%(class)ss", db_constraint=False
    )
    conductor = models.ForeignKey(Organization, models.PROTECT, related_name="+", db_constraint=False, editable=False)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="+", db_index=False, db_constraint=False, editable=False
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new row takes its place from its campaign."""
        if self._state.adding:
            self.conductor_id, self.region_id = self.campaign.organization_id, self.campaign.region_id
        super().save(*args, **kwargs)


def part_of_campaign(name: str) -> CompositeForeignKey:
    """The part lies in its campaign's place and follows it."""
    return CompositeForeignKey(
        name=name,
        fields=("campaign", "conductor", "region"),
        table=TABLE,
        columns=("id", "organization_id", "region_id"),
    )


class Quota(CampaignPart):
    """How many people of a municipality the campaign is to reach (контрольная цифра)."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, verbose_name="муниципалитет", related_name="+")
    number = models.PositiveIntegerField("контрольная цифра")

    class Meta:
        verbose_name = "контрольная цифра"
        verbose_name_plural = "контрольные цифры"
        ordering = ("campaign", "municipality")
        constraints = (
            part_of_campaign("quota_place"),
            models.UniqueConstraint(fields=("campaign", "municipality"), name="quota_key"),
        )

    def __str__(self) -> str:
        return f"{self.municipality}: {self.number}"


class Slot(CampaignPart):
    """A day, a time and a place at which invited people come."""

    day = models.DateField("день")
    time = models.TimeField("начало")
    place = models.CharField("место", max_length=300)
    capacity = models.PositiveIntegerField("мест")

    class Meta:
        verbose_name = "время проведения"
        verbose_name_plural = "расписание"
        ordering = ("day", "time", "id")
        constraints = (
            part_of_campaign("slot_place"),
            models.UniqueConstraint(fields=("id", "campaign"), name="slot_campaign"),
            models.UniqueConstraint(fields=("campaign", "day", "time", "place"), name="slot_key"),
            models.CheckConstraint(condition=models.Q(capacity__gt=0), name="slot_capacity"),
        )

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y} в {self.time:%H:%M}, {self.place}"


class Invitation(PersonModel):
    """One person asked to one campaign; ``session`` is what closed it.

    ``person_name`` is a copy for the conductor who does not see the person (an assessment centre sees those only whom
    it has assessed).
    """

    access = Access("invitations", (PERSON_PLACE, Path(region="", municipality="", organization="conductor_id")))
    dated = PLAN

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, verbose_name="кампания", related_name="invitations", db_constraint=False
    )
    conductor = models.ForeignKey(Organization, models.PROTECT, related_name="+", db_constraint=False, editable=False)
    campaign_region = models.ForeignKey(
        Region, models.PROTECT, related_name="+", db_index=False, db_constraint=False, editable=False
    )
    person_name = models.CharField("фамилия, имя, отчество", max_length=310, editable=False)
    invited_on = models.DateField("приглашён")
    reminded_on = models.DateField("напомнено", null=True, blank=True, editable=False)
    slot = models.ForeignKey(
        Slot, models.PROTECT, verbose_name="время", related_name="invitations", null=True, blank=True,
        db_constraint=False,
    )  # fmt: skip
    attended = models.CharField("явка", max_length=8, choices=Attendance, default=Attendance.UNKNOWN)
    declined_on = models.DateField("отказался", null=True, blank=True)
    declined_reason = models.CharField("причина отказа", max_length=300, blank=True)
    session = models.ForeignKey(
        DiagnosticSession, models.PROTECT, verbose_name="диагностика", related_name="invitations", null=True,
        blank=True, db_constraint=False,
    )  # fmt: skip

    class Meta:
        verbose_name = "приглашение на диагностику"
        verbose_name_plural = "приглашения на диагностику"
        ordering = ("person_name", "id")
        indexes = (models.Index(fields=("campaign", "municipality"), name="invitation_progress"),)
        constraints = (
            placed_with_person("invitation_place"),
            CompositeForeignKey(
                name="invitation_campaign",
                fields=("campaign", "conductor", "campaign_region"),
                table=TABLE,
                columns=("id", "organization_id", "region_id"),
            ),
            CompositeForeignKey(
                name="invitation_slot",
                fields=("slot", "campaign"),
                table="diagnostics_slot",
                columns=("id", "campaign_id"),
            ),
            CompositeForeignKey(
                name="invitation_session",
                fields=("session", "person"),
                table="diagnostics_diagnosticsession",
                columns=("id", "person_id"),
            ),
            models.UniqueConstraint(fields=("person", "campaign"), name="invitation_key"),
            models.CheckConstraint(
                condition=models.Q(declined_on__isnull=True, declined_reason="")
                | models.Q(declined_on__isnull=False) & ~models.Q(declined_reason=""),
                name="invitation_declined",
            ),
        )

    def __str__(self) -> str:
        return self.person_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new row takes the place of its person, the conductor of its campaign."""
        if self._state.adding:
            self.conductor_id, self.campaign_region_id = self.campaign.organization_id, self.campaign.region_id
            self.person_name = self.person_name or self.person.full_name
        super().save(*args, **kwargs)
