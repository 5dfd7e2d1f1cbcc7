"""Regions and municipalities with their validity (DOMAIN 2)."""

from django.db import models

from apps.core.access import Exempt
from apps.core.constraints import ordered


class Region(models.Model):
    """A region of the country (ОКТМО of 8 digits ending in six zeros, or an autonomous okrug's)."""

    access = Exempt("справочник: открытые сведения ОКТМО")

    oktmo = models.CharField("ОКТМО", max_length=8, unique=True)
    name = models.CharField("наименование", max_length=200)
    sort_key = models.CharField("ключ сортировки", max_length=200, editable=False)

    class Meta:
        verbose_name = "регион"
        verbose_name_plural = "регионы"
        ordering = ("sort_key",)

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    """A municipality while it is valid; a renamed or merged one ends and names its successor.

    ``regional`` marks the one row of a region that stands for «the regional level» (its ОКТМО is the region's own):
    a ministry or an institute belongs to no municipality, yet every organization is placed. It is no unit of reports.
    """

    access = Exempt("справочник: открытые сведения ОКТМО")

    region = models.ForeignKey(Region, models.PROTECT, verbose_name="регион", related_name="municipalities")
    oktmo = models.CharField("ОКТМО", max_length=8, db_index=True)
    name = models.CharField("наименование", max_length=200)
    sort_key = models.CharField("ключ сортировки", max_length=200, editable=False)
    center = models.CharField("центр", max_length=120, blank=True)
    latitude = models.DecimalField("широта", max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField("долгота", max_digits=8, decimal_places=5, null=True, blank=True)
    valid_from = models.DateField("действует с", null=True, blank=True)
    valid_to = models.DateField("действует по", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, verbose_name="преемник", null=True, blank=True, related_name="predecessors"
    )
    regional = models.BooleanField("региональный уровень", default=False, editable=False)
    boundary = models.JSONField("граница (GeoJSON)", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "муниципалитет"
        verbose_name_plural = "муниципалитеты"
        ordering = ("sort_key", "valid_from")
        constraints = (
            models.UniqueConstraint(fields=("oktmo", "valid_from"), nulls_distinct=False, name="municipality_key"),
            ordered("valid_from", "valid_to", "municipality_dates"),
            models.CheckConstraint(
                condition=models.Q(successor__isnull=True) | models.Q(valid_to__isnull=False),
                name="municipality_successor_after_end",
            ),
        )

    def __str__(self) -> str:
        return self.name
