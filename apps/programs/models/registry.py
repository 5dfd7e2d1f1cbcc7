"""The mirror of the federal registry (DOMAIN 5)."""

from django.db import models

from apps.core.access import Exempt
from apps.core.constraints import ordered
from apps.programs.enums import ProgramKind
from apps.programs.models.programs import Program

OPEN_REGISTRY = Exempt("справочник: зеркало открытого Федерального реестра ДПП")


class RegistryFacts(models.Model):
    """What the registry says of a programme: the fields of an item of the feed (FORMATS)."""

    title = models.CharField("наименование", max_length=500)
    kind = models.CharField("вид", max_length=2, choices=ProgramKind, blank=True)
    hours = models.PositiveIntegerField("часы", null=True, blank=True)
    form = models.CharField("форма", max_length=60, blank=True)
    organization_name = models.CharField("организация", max_length=500, blank=True)
    organization_inn = models.CharField("ИНН организации", max_length=12, blank=True)
    included_on = models.DateField("включена")
    excluded_on = models.DateField("исключена", null=True, blank=True)
    competences = models.TextField("компетенции", blank=True, default="")
    audience = models.CharField("для кого", max_length=1000, blank=True, default="")

    class Meta:
        abstract = True


class RegistryEntry(RegistryFacts):
    """An entry of the federal registry of programmes as it was seen; never deleted, only excluded.

    ``included_on`` and ``excluded_on`` are its last stay in the registry, earlier ones are ``EarlierStay``. Those
    ``mirrored`` have been seen in a feed: the synchronization keeps them, nobody edits them by hand.
    """

    access = OPEN_REGISTRY

    number = models.CharField("номер", max_length=60, unique=True)
    mirrored = models.BooleanField("ведёт синхронизация", default=False, editable=False)
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


class EarlierStay(models.Model):
    """A time in the registry before the last one: the entry was excluded and included again."""

    access = OPEN_REGISTRY

    entry = models.ForeignKey(RegistryEntry, models.CASCADE, verbose_name="запись", related_name="earlier")
    included_on = models.DateField("включена")
    excluded_on = models.DateField("исключена")

    class Meta:
        verbose_name = "прежнее включение в ФР"
        verbose_name_plural = "прежние включения в ФР"
        ordering = ("entry_id", "included_on", "id")
        constraints = (ordered("included_on", "excluded_on", "earlier_stay_dates"),)

    def __str__(self) -> str:
        return f"{self.included_on:%d.%m.%Y}–{self.excluded_on:%d.%m.%Y}"
