"""Контрольные цифры of the federal platform: how many may go from where, how many applied and were accepted."""

from django.db import models

from apps.core.access import Access
from apps.core.constraints import placed_in_organization
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.organizations.models import Municipality


class PlatformQuota(PlacedModel):
    """The quota of a municipality in a year; kept by the centre or the institute that manages the applications."""

    access = Access("programs")
    dated = Undated("план заявок на федеральную платформу: показатели его не читают")

    year = models.PositiveSmallIntegerField("год")
    territory = models.ForeignKey(Municipality, models.PROTECT, verbose_name="муниципалитет", related_name="+")
    course = models.CharField("программа федеральной платформы", max_length=300)
    quota = models.PositiveIntegerField("контрольная цифра")
    applied = models.PositiveIntegerField("подано заявок", default=0)
    accepted = models.PositiveIntegerField("принято", default=0)

    class Meta:
        verbose_name = "контрольная цифра"
        verbose_name_plural = "контрольные цифры"
        ordering = ("-year", "id")
        constraints = (
            placed_in_organization("platformquota_place"),
            models.UniqueConstraint(fields=("organization", "year", "territory", "course"), name="platformquota_key"),
            models.CheckConstraint(
                condition=models.Q(accepted__lte=models.F("applied")), name="platformquota_accepted"
            ),
        )

    def __str__(self) -> str:
        return f"{self.course}, {self.year} год"
