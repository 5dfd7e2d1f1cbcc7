"""Locked periods: a municipality has declared its data complete (DOMAIN 6 «Submission of data»)."""

from django.db import models

from apps.core.access import Exempt
from apps.core.constraints import ordered
from apps.organizations.models.territory import Municipality


class PeriodLock(models.Model):
    """The days (both inclusive) on which a municipality's records stand still; ``label`` is the sentence told.

    Until ``open_until`` (inclusive) an exception is granted: nothing is refused, and then the lock holds again.
    The triggers of ``apps.core.lock_triggers`` read this table whoever writes.
    """

    access = Exempt("читается триггерами при каждой записи: муниципалитет и даты, ни одного человека")

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name="муниципалитет", related_name="period_locks"
    )
    start = models.DateField("с")
    end = models.DateField("по")
    label = models.CharField("о чём", max_length=300)
    open_until = models.DateField("разрешено исправлять по", null=True, blank=True)

    class Meta:
        verbose_name = "закрытый период"
        verbose_name_plural = "закрытые периоды"
        ordering = ("municipality", "start")
        constraints = (ordered("start", "end", "periodlock_dates"),)

    def __str__(self) -> str:
        return self.label
