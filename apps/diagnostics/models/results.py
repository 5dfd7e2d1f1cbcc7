"""Results of groups, stored by the system for those who may see no people (DOMAIN 8, last paragraph)."""

from django.db import models

from apps.core.access import Access
from apps.diagnostics.enums import GroupLevel
from apps.diagnostics.models.framework import Competence
from apps.organizations.models import Municipality, Organization, Region
from apps.teachers.models import Subject


class GroupResult(models.Model):
    """How a group stands in a competence on a day: how many were assessed, how many have a deficit, mean and spread.

    Without a competence: how many were assessed in any, and have a deficit in any. ``hidden`` rows hold no figures at
    all: the group is small, or would give a small one away (``selectors.suppression``). Made by the job
    ``group_results``, read by whoever holds the right; nobody enters or corrects them.
    """

    access = Access("group_results")

    region = models.ForeignKey(Region, models.CASCADE, verbose_name="регион", related_name="+", db_index=False)
    level = models.CharField("группа", max_length=12, choices=GroupLevel)
    municipality = models.ForeignKey(
        Municipality, models.CASCADE, verbose_name="муниципалитет", related_name="+", null=True
    )
    organization = models.ForeignKey(
        Organization, models.CASCADE, verbose_name="организация", related_name="+", null=True
    )
    subject = models.ForeignKey(Subject, models.CASCADE, verbose_name="предмет", related_name="+", null=True)
    competence = models.ForeignKey(
        Competence, models.CASCADE, verbose_name="компетенция", related_name="+", null=True, db_index=False
    )
    on_date = models.DateField("на дату")
    hidden = models.BooleanField("не показывается")
    people = models.PositiveIntegerField("оценено человек", null=True)
    deficits = models.PositiveIntegerField("с дефицитом", null=True)
    mean = models.DecimalField("средний результат, %", max_digits=5, decimal_places=2, null=True)
    spread = models.DecimalField("стандартное отклонение", max_digits=5, decimal_places=2, null=True)

    class Meta:
        verbose_name = "результат группы"
        verbose_name_plural = "результаты групп"
        ordering = ("region", "level", "competence")
        constraints = (
            models.UniqueConstraint(
                fields=("region", "level", "municipality", "organization", "subject", "competence"),
                nulls_distinct=False,
                name="groupresult_key",
            ),
            models.CheckConstraint(
                condition=models.Q(hidden=True, people=None, deficits=None, mean=None, spread=None)
                | models.Q(hidden=False, people__gte=5, deficits__lte=models.F("people")),
                name="groupresult_told",
            ),
        )

    def __str__(self) -> str:
        return f"Результат группы на {self.on_date:%d.%m.%Y}"
