"""Mentoring of management teams: a leader school and a school with the flag ШНОР or ШНСУ (менторство)."""

from django.db import models

from apps.core.access import Access, Path
from apps.core.constraints import CompositeForeignKey, ordered, placed_in_organization
from apps.core.models import PlacedModel
from apps.events.models.mentoring_programs import OF_NO_PERIOD
from apps.organizations.models import Municipality, Organization, Region


class TeamMentoring(PlacedModel):
    """A leader school mentors the team of a school: contract, plan, internship, results.

    Placed with the supported school; the leader sees and keeps it as well.
    """

    access = Access("registers", (Path(), Path("leader_region_id", "leader_municipality_id", "leader_id")))
    dated = OF_NO_PERIOD

    leader = models.ForeignKey(
        Organization, models.PROTECT, verbose_name="школа-лидер", related_name="+", db_constraint=False
    )
    leader_municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", db_constraint=False, editable=False
    )
    leader_region = models.ForeignKey(
        Region, models.PROTECT, related_name="+", db_constraint=False, editable=False, db_index=False
    )
    start = models.DateField("с")
    end = models.DateField("по", null=True, blank=True)
    contract_number = models.CharField("номер договора", max_length=100, blank=True)
    contract_on = models.DateField("дата договора", null=True, blank=True)
    url = models.URLField("ссылка на договор", max_length=500, blank=True)
    file_key = models.CharField("ключ файла", max_length=80, blank=True, editable=False)
    file_name = models.CharField("файл договора", max_length=255, blank=True, editable=False)
    plan = models.TextField("план", max_length=4000, blank=True)
    internship_from = models.DateField("стажировка с", null=True, blank=True)
    internship_to = models.DateField("стажировка по", null=True, blank=True)
    interns = models.PositiveSmallIntegerField("стажёров", null=True, blank=True)
    result = models.TextField("результат", max_length=4000, blank=True, editable=False)
    closed_on = models.DateField("завершено", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "менторство команд"
        verbose_name_plural = "менторство команд"
        ordering = ("-start", "-id")
        constraints = (
            placed_in_organization("teammentoring_place"),
            CompositeForeignKey(
                name="teammentoring_leader",
                fields=("leader", "leader_municipality", "leader_region"),
                table="organizations_organization",
                columns=("id", "municipality_id", "region_id"),
            ),
            ordered("start", "end", "teammentoring_dates"),
            ordered("internship_from", "internship_to", "teammentoring_internship"),
            models.CheckConstraint(
                condition=~models.Q(leader=models.F("organization")), name="teammentoring_two_schools"
            ),
            models.CheckConstraint(
                condition=models.Q(contract_number="", contract_on__isnull=True)
                | (~models.Q(contract_number="") & models.Q(contract_on__isnull=False)),
                name="teammentoring_contract",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | ~models.Q(result=""), name="teammentoring_result"
            ),
            models.UniqueConstraint(fields=("leader", "organization", "start"), name="teammentoring_key"),
        )

    def __str__(self) -> str:
        return f"Менторство с {self.start:%d.%m.%Y}"
