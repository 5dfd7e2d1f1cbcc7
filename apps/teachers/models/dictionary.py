"""Positions and subjects (loaded from fixtures after migrate)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from apps.core.access import Exempt
from apps.teachers.enums import PositionKind


class Position(models.Model):
    """A position of the state nomenclature with the synonyms that spreadsheets use."""

    access = Exempt("справочник: номенклатура должностей")

    name = models.CharField("наименование", max_length=200, unique=True)
    sort_key = models.CharField("ключ сортировки", max_length=200, editable=False)
    kind = models.CharField("вид", max_length=10, choices=PositionKind)
    synonyms = ArrayField(models.CharField(max_length=200), verbose_name="синонимы", default=list, blank=True)

    class Meta:
        verbose_name = "должность"
        verbose_name_plural = "должности"
        ordering = ("sort_key",)

    def __str__(self) -> str:
        return self.name


class Subject(models.Model):
    """A school subject with the words after «учитель» that name it."""

    access = Exempt("справочник: учебные предметы")

    name = models.CharField("наименование", max_length=200, unique=True)
    sort_key = models.CharField("ключ сортировки", max_length=200, editable=False)
    synonyms = ArrayField(models.CharField(max_length=200), verbose_name="синонимы", default=list, blank=True)

    class Meta:
        verbose_name = "предмет"
        verbose_name_plural = "предметы"
        ordering = ("sort_key",)

    def __str__(self) -> str:
        return self.name
