"""Indicators of a profile, the versions of their methods, targets (DOMAIN 4)."""

from django.db import models

from apps.core.access import Exempt
from apps.organizations.models import Profile


class Indicator(models.Model):
    """An indicator of a profile in the regulation's own words, with the rule that computes it now.

    One that is gone from the regulation is kept inactive: earlier reports name it.
    """

    access = Exempt("справочник: показатели опубликованного нормативного акта")

    profile = models.ForeignKey(Profile, models.PROTECT, verbose_name="профиль", related_name="indicators")
    code = models.SlugField("код", max_length=40)
    number = models.CharField("номер в акте", max_length=20)
    title = models.CharField("название", max_length=600)
    clause = models.CharField("пункт акта", max_length=60)
    rule = models.CharField("правило", max_length=40)
    parameters = models.JSONField("параметры", default=dict)
    method_version = models.PositiveSmallIntegerField("версия методики", default=1)
    position = models.PositiveSmallIntegerField("порядок", default=0)
    unit = models.CharField("единица", max_length=20, default="percent", choices={"percent": "%"})
    active = models.BooleanField("действует", default=True)

    class Meta:
        verbose_name = "показатель"
        verbose_name_plural = "показатели"
        ordering = ("profile", "position")
        constraints = (models.UniqueConstraint(fields=("profile", "code"), name="indicator_key"),)

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class MethodVersion(models.Model):
    """A rule with its parameters under a number. Once a report used it, it never changes: a change is a new version."""

    access = Exempt("справочник: версии методик расчёта")

    indicator = models.ForeignKey(Indicator, models.CASCADE, verbose_name="показатель", related_name="methods")
    version = models.PositiveSmallIntegerField("версия")
    rule = models.CharField("правило", max_length=40)
    parameters = models.JSONField("параметры", default=dict)
    used = models.BooleanField("применена в отчёте", default=False)

    class Meta:
        verbose_name = "версия методики"
        verbose_name_plural = "версии методик"
        ordering = ("indicator", "version")
        constraints = (models.UniqueConstraint(fields=("indicator", "version"), name="method_key"),)

    def __str__(self) -> str:
        return f"{self.rule}, версия {self.version}"


class Target(models.Model):
    """The value to reach by the end of a year, in the indicator's unit.

    ``territory`` is the ОКТМО of a unit of the profile; empty for the profile's own unit.
    """

    access = Exempt("справочник: целевые значения нормативных актов")

    indicator = models.ForeignKey(Indicator, models.CASCADE, verbose_name="показатель", related_name="targets")
    year = models.PositiveSmallIntegerField("год")
    territory = models.CharField("территория (ОКТМО)", max_length=8, blank=True)
    value = models.DecimalField("значение", max_digits=7, decimal_places=2)

    class Meta:
        verbose_name = "целевое значение"
        verbose_name_plural = "целевые значения"
        ordering = ("indicator", "territory", "year")
        constraints = (
            models.UniqueConstraint(fields=("indicator", "year", "territory"), name="target_key"),
            models.CheckConstraint(condition=models.Q(value__gte=0), name="target_value"),
        )

    def __str__(self) -> str:
        return f"{self.value} в {self.year}"
