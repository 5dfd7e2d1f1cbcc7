"""Synchronizations of the registry mirror, and every entry as each of them saw it (DOMAIN 5)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from apps.core.access import Exempt
from apps.programs.enums import Fate, SyncState
from apps.programs.models.registry import OPEN_REGISTRY, RegistryEntry, RegistryFacts

JOURNAL = Exempt("журнал зеркала открытого Федерального реестра ДПП: ничьих людей и организаций в нём нет")


class RegistrySource(models.Model):
    """Where the nightly synchronization reads the registry; at most one source is on."""

    access = JOURNAL

    address = models.CharField("адрес", max_length=500, unique=True)
    enabled = models.BooleanField("читать каждую ночь", default=True)

    class Meta:
        verbose_name = "источник реестра"
        verbose_name_plural = "источники реестра"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                "enabled",
                condition=Q(enabled=True),
                name="registry_source_one",
                violation_error_message="Уже включён другой источник: сначала выключите его.",
            ),
        )

    def __str__(self) -> str:
        return self.address


class Synchronization(models.Model):
    """One reading of the registry: what was found, what became of it, who decided.

    ``place`` orders those that were applied: 1, 2, 3…; ``seen_on`` is the day on which the registry looked so.
    """

    access = JOURNAL

    source = models.CharField("источник", max_length=500)
    state = models.CharField("состояние", max_length=12, choices=SyncState, default=SyncState.READING)
    place = models.PositiveIntegerField("порядок применения", null=True, unique=True, editable=False)
    seen_on = models.DateField("день чтения")
    started_at = models.DateTimeField("начата")
    finished_at = models.DateTimeField("окончена", null=True)
    etags = ArrayField(models.TextField(), default=list, editable=False)
    total = models.PositiveIntegerField("записей прочитано", default=0)
    created = models.PositiveIntegerField("появилось", default=0)
    changed = models.PositiveIntegerField("изменилось", default=0)
    gone = models.PositiveIntegerField("исчезло", default=0)
    returned = models.PositiveIntegerField("вернулось", default=0)
    finding = models.TextField("что не так", blank=True)
    acceptable = models.BooleanField("можно принять", default=False, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="решил", null=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField("решено", null=True, editable=False)
    note = models.TextField("пояснение решения", blank=True)

    class Meta:
        verbose_name = "синхронизация с ФР ДПП"
        verbose_name_plural = "синхронизации с ФР ДПП"
        ordering = ("-started_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(state=SyncState.APPLIED, place__isnull=False)
                | (~Q(state=SyncState.APPLIED) & Q(place__isnull=True)),
                name="synchronization_place",
            ),
        )

    def __str__(self) -> str:
        return f"Синхронизация от {self.seen_on:%d.%m.%Y}"


class StagedEntry(RegistryFacts):
    """An item of a feed as it was read, until the synchronization is applied or given up."""

    access = OPEN_REGISTRY

    synchronization = models.ForeignKey(Synchronization, models.CASCADE, related_name="staged")
    position = models.PositiveIntegerField("место в источнике")
    number = models.CharField("номер", max_length=60)

    class Meta:
        verbose_name = "прочитанная запись реестра"
        verbose_name_plural = "прочитанные записи реестра"
        ordering = ("synchronization_id", "position")

    def __str__(self) -> str:
        return f"№ {self.number}"


class RegistryVersion(RegistryFacts):
    """An entry as the registry showed it from one applied synchronization to the next that saw it otherwise.

    ``since`` and ``until`` are places of synchronizations: it was seen so in ``since``, and no more in ``until``
    (none: to this day). Where it is not ``present`` the registry did not show it; the words are then the last ones.
    ``held_from`` and ``held_to`` are the stay in the registry that followed from it (``apps.programs.mirror.apply``).
    """

    access = OPEN_REGISTRY

    entry = models.ForeignKey(RegistryEntry, models.CASCADE, verbose_name="запись", related_name="versions")
    since = models.PositiveIntegerField("с синхронизации")
    until = models.PositiveIntegerField("до синхронизации", null=True)
    present = models.BooleanField("есть в реестре", default=True)
    fate = models.CharField("что произошло", max_length=8, choices=Fate)
    fields = ArrayField(models.CharField(max_length=40), verbose_name="что изменилось", default=list)
    held_from = models.DateField("считается включённой с")
    held_to = models.DateField("считается исключённой с", null=True)

    class Meta:
        verbose_name = "состояние записи реестра"
        verbose_name_plural = "состояния записей реестра"
        ordering = ("-since", "-id")
        indexes = (models.Index(fields=("since", "id"), name="registry_version_since"),)
        constraints = (
            models.UniqueConstraint(fields=("entry", "since"), name="registry_version_key"),
            models.UniqueConstraint(fields=("entry",), condition=Q(until=None), name="registry_version_now"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("since")), name="registry_version_span"),
        )

    def __str__(self) -> str:
        return f"{self.get_fate_display()}: {self.title}"
