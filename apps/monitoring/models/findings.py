"""What is merely doubtful in the data behind a report (FORMATS, DOMAIN 3)."""

from django.db import models

from apps.core.access import Access
from apps.core.constraints import placed_in_organization, placed_with_person
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.monitoring.enums import Severity
from apps.monitoring.models.report import Report
from apps.teachers.models import Person


class Finding(PlacedModel):
    """One doubt about one record, in words. Of a person it follows the person, else the organization."""

    access = Access("findings")
    dated = Undated("замороженный снимок отчёта: его пишет только расчёт")

    report = models.ForeignKey(Report, models.CASCADE, verbose_name="отчёт", related_name="findings")
    rule = models.CharField("правило", max_length=40)
    severity = models.CharField("важность", max_length=8, choices=Severity)
    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name="работник", null=True, related_name="+", db_constraint=False
    )
    managerial = models.BooleanField(default=False, editable=False)
    record = models.CharField("вид записи", max_length=16, blank=True)
    record_ref = models.BigIntegerField("номер записи", null=True)
    sentence = models.CharField("что не так", max_length=500)

    class Meta:
        verbose_name = "замечание к данным"
        verbose_name_plural = "качество данных"
        ordering = ("report", "rule", "id")
        indexes = (models.Index(fields=("report", "rule", "id"), name="finding_page"),)
        constraints = (
            placed_with_person("finding_person", deferred=True),
            placed_in_organization("finding_place"),
        )

    def __str__(self) -> str:
        return self.sentence
