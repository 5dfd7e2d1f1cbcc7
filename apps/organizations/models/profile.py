"""A profile: a region's or a municipality's regulation as data (DOMAIN 2; docs/profile-format.md)."""

from django.db import models

from apps.core.access import Exempt
from apps.organizations.enums import ProfileLevel
from apps.organizations.models.territory import Municipality, Region


class Profile(models.Model):
    """The act, the names of its subjects, who computes, submits and approves, the population, the functions.

    Its indicators are rows of ``indicators.Indicator``; the lists that no rule reads stay JSON in the file's own form.
    """

    access = Exempt("справочник: текст опубликованного нормативного акта")

    code = models.SlugField("код", max_length=40, unique=True)
    title = models.CharField("название", max_length=300)
    level = models.CharField("уровень", max_length=12, choices=ProfileLevel)
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="регион", related_name="profiles")
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        verbose_name="муниципалитет",
        null=True,
        blank=True,
        related_name="profiles",
    )
    periodicity = models.CharField(
        "периодичность", max_length=10, choices={"year": "год", "half_year": "полугодие"}, default="year"
    )
    act = models.JSONField("акт", default=dict)
    subject_names = models.JSONField("названия субъектов", default=dict)
    workflow = models.JSONField("кто считает, представляет, утверждает", default=dict)
    population = models.JSONField("совокупность", default=dict)
    functions = models.JSONField("функции субъектов", default=list)
    yes_no = models.JSONField("показатели «да/нет»", default=list)
    roadmap = models.JSONField("дорожная карта акта", default=list)
    recommendations = models.JSONField("параметры рекомендаций", default=dict)

    class Meta:
        verbose_name = "профиль"
        verbose_name_plural = "профили"
        ordering = ("title",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(level="region", municipality__isnull=True)
                | models.Q(level="municipality", municipality__isnull=False),
                name="profile_level_unit",
            ),
        )

    def __str__(self) -> str:
        return self.title
