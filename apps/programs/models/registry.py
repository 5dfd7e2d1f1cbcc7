"""The mirror of the federal registry (DOMAIN 5)."""

from django.db import models

from apps.core.access import Exempt
from apps.core.constraints import ordered
from apps.programs.enums import ProgramKind
from apps.programs.models.programs import Program


class RegistryEntry(models.Model):
    """An entry of the federal registry of programmes as it was seen; never deleted, only excluded."""

    access = Exempt("справочник: зеркало открытого Федерального реестра ДПП")

    number = models.CharField("номер", max_length=60, unique=True)
    title = models.CharField("наименование", max_length=500)
    kind = models.CharField("вид", max_length=2, choices=ProgramKind, blank=True)
    hours = models.PositiveIntegerField("часы", null=True, blank=True)
    form = models.CharField("форма", max_length=60, blank=True)
    organization_name = models.CharField("организация", max_length=500, blank=True)
    organization_inn = models.CharField("ИНН организации", max_length=12, blank=True)
    included_on = models.DateField("включена")
    excluded_on = models.DateField("исключена", null=True, blank=True)
    program = models.ForeignKey(
        Program,
        models.PROTECT,
        verbose_name="своя программа",
        null=True,
        blank=True,
        related_name="registry_entries",
    )

    class Meta:
        verbose_name = "запись ФР ДПП"
        verbose_name_plural = "записи ФР ДПП"
        ordering = ("number",)
        constraints = (ordered("included_on", "excluded_on", "registry_dates"),)

    def __str__(self) -> str:
        return f"№ {self.number} {self.title}"
