"""What has changed in the data and is not in today's figures yet."""

from django.db import models

from apps.core.access import Exempt
from apps.monitoring.enums import Changed


class LiveChange(models.Model):
    """One mark of the triggers in ``apps.monitoring.live.triggers``: whose figures are to be computed anew.

    There is no key on purpose: two people who change one record at the same time must not wait for each other here.
    """

    access = Exempt("номера записей, чьи показатели пора пересчитать: их пишут триггеры от имени любой роли")

    kind = models.CharField("что", max_length=12, choices=Changed)
    ref = models.BigIntegerField("номер", null=True)

    class Meta:
        verbose_name = "изменение данных"
        verbose_name_plural = "изменения данных"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.kind}: {self.ref}"
