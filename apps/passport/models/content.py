"""What a passport says: figures, money, objects, information resources, each in the part that answers for it."""

from django.core.validators import MinValueValidator
from django.db import models

from apps.core.access import Access, Path
from apps.core.constraints import placed_in_organization
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.passport.enums import MoneySource, ObjectKind, ResourceKind
from apps.passport.models.passport import PUBLISHED, Part


class PartRow(PlacedModel):
    """A row of a part: it lies where the part's organization lies."""

    part = models.ForeignKey(Part, models.CASCADE, verbose_name="часть", related_name="%(class)ss")
    published = models.BooleanField("открыто Федеральному оператору", default=False, editable=False)

    class Meta:
        abstract = True


class Figure(PartRow):
    """One value under its code of the registry: a number, a share (``number`` of ``denominator``) or words.

    ``missing`` says why a computed one has no value. ``detail`` keeps what a table shows (the correlations), and of a
    figure taken from a report the report it was taken from. The rows of computed figures stand in the centre's part.
    """

    access = Access("passport", (Path(), PUBLISHED))
    dated = Undated("содержание паспорта: вносят после срока данных, закрывает его сам паспорт")

    code = models.CharField("код", max_length=60)
    computed = models.BooleanField("рассчитан порталом", default=False)
    number = models.DecimalField("значение", max_digits=16, decimal_places=2, null=True, blank=True)
    denominator = models.PositiveIntegerField("из", null=True, blank=True)
    text = models.TextField("сведения", blank=True)
    detail = models.JSONField("подробности", null=True, blank=True)
    source = models.CharField("источник", max_length=300, blank=True)
    missing = models.CharField("почему нет значения", max_length=300, blank=True)
    entered_by = models.CharField("кто внёс", max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = "показатель паспорта"
        verbose_name_plural = "показатели паспорта"
        ordering = ("part", "code")
        constraints = (
            placed_in_organization("passport_figure_place"),
            models.UniqueConstraint(fields=("part", "code"), name="passport_figure_key"),
        )

    def __str__(self) -> str:
        return self.code


class MoneyLine(PartRow):
    """Financing of in-service education by source and year, in thousands of roubles (section 4)."""

    access = Access("passport", (Path(), PUBLISHED))
    dated = Undated("содержание паспорта: вносят после срока данных, закрывает его сам паспорт")

    money_source = models.CharField("источник", max_length=9, choices=MoneySource)
    year = models.PositiveSmallIntegerField("год", validators=[MinValueValidator(2000)])
    amount = models.DecimalField("сумма, тыс. руб.", max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    purpose = models.CharField("на что", max_length=300)

    class Meta:
        verbose_name = "финансирование"
        verbose_name_plural = "финансирование"
        ordering = ("year", "money_source", "id")
        constraints = (
            placed_in_organization("passport_money_place"),
            models.UniqueConstraint(fields=("part", "money_source", "year", "purpose"), name="passport_money_key"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="passport_money_amount"),
        )

    def __str__(self) -> str:
        return f"{self.get_money_source_display()}, {self.year}"


class InfrastructureObject(PartRow):
    """An organization, a site, a room, equipment (section 3)."""

    access = Access("passport", (Path(), PUBLISHED))
    dated = Undated("содержание паспорта: вносят после срока данных, закрывает его сам паспорт")

    kind = models.CharField("вид", max_length=12, choices=ObjectKind)
    title = models.CharField("наименование", max_length=300)
    address = models.CharField("адрес", max_length=500, blank=True)
    quantity = models.PositiveIntegerField("количество", default=1, validators=[MinValueValidator(1)])
    description = models.CharField("описание", max_length=500, blank=True)

    class Meta:
        verbose_name = "объект инфраструктуры"
        verbose_name_plural = "объекты инфраструктуры"
        ordering = ("kind", "title", "id")
        constraints = (
            placed_in_organization("passport_object_place"),
            models.UniqueConstraint(fields=("part", "kind", "title"), name="passport_object_key"),
        )

    def __str__(self) -> str:
        return self.title


class InformationResource(PartRow):
    """A site, a learning system, a database (section 6)."""

    access = Access("passport", (Path(), PUBLISHED))
    dated = Undated("содержание паспорта: вносят после срока данных, закрывает его сам паспорт")

    kind = models.CharField("вид", max_length=8, choices=ResourceKind)
    title = models.CharField("наименование", max_length=300)
    url = models.URLField("адрес в сети", max_length=300, blank=True)
    owner = models.CharField("владелец", max_length=300)
    purpose = models.CharField("назначение", max_length=500)

    class Meta:
        verbose_name = "информационный ресурс"
        verbose_name_plural = "информационные ресурсы"
        ordering = ("kind", "title", "id")
        constraints = (
            placed_in_organization("passport_resource_place"),
            models.UniqueConstraint(fields=("part", "kind", "title"), name="passport_resource_key"),
        )

    def __str__(self) -> str:
        return self.title
