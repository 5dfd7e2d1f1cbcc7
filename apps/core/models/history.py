"""What was changed and who looked: written by services, never by signals (bulk writes would bypass them)."""

from django.conf import settings
from django.db import models

from apps.core.access import Journal, Path

# An entry is read by those who may read history in its unit.
PLACE = Path(region="region_ref", municipality="municipality_ref", organization="organization_ref")


class JournalModel(models.Model):
    """Who did it, when, from which request or job, in which unit (plain numbers: a journal outlives rows)."""

    at = models.DateTimeField("когда", auto_now_add=True)
    actor_key = models.CharField("действующее лицо", max_length=60)
    actor_label = models.CharField("кто", max_length=200)
    # No constraint and no index: nobody asks by it, and every entry of an import would pay for both.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="пользователь",
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    request_id = models.CharField("запрос или задание", max_length=60, blank=True)
    region_ref = models.BigIntegerField("регион", null=True)
    municipality_ref = models.BigIntegerField("муниципалитет", null=True)
    organization_ref = models.BigIntegerField("организация", null=True)
    person_ref = models.BigIntegerField("человек", null=True)

    class Meta:
        abstract = True


class HistoryEntry(JournalModel):
    """One change by one verb of a service: before and after."""

    access = Journal("history", (PLACE,))

    verb = models.CharField("действие", max_length=80)
    object_kind = models.CharField("что", max_length=60)
    object_ref = models.CharField("номер записи", max_length=60)
    object_label = models.CharField("запись", max_length=300, blank=True)
    before = models.JSONField("было", default=dict)
    after = models.JSONField("стало", default=dict)

    class Meta:
        verbose_name = "запись истории"
        verbose_name_plural = "история изменений"
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=("object_kind", "object_ref", "-at"), name="history_object"),
            models.Index(fields=("person_ref", "-at"), name="history_person"),
            models.Index(fields=("region_ref", "-at"), name="history_region"),
        )

    def __str__(self) -> str:
        return f"{self.verb}: {self.object_label}"


class AccessLogEntry(JournalModel):
    """One view or export of personal data by someone else (DOMAIN 3, 8)."""

    access = Journal("access_log", (PLACE,))

    action = models.CharField("действие", max_length=20, choices={"view": "просмотр", "export": "выгрузка"})
    subject = models.CharField("что", max_length=300)
    rows = models.PositiveIntegerField("человек", default=1)

    class Meta:
        verbose_name = "обращение к персональным данным"
        verbose_name_plural = "обращения к персональным данным"
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=("person_ref", "-at"), name="access_person"),
            models.Index(fields=("region_ref", "-at"), name="access_region"),
        )

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.subject}"
