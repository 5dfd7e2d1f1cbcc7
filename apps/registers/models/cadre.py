"""Responsible persons by act, reserve of methodists and tutors, vacancies."""

from decimal import Decimal

from django.db import models

from apps.core.access import PERSON_PLACE, Access
from apps.core.constraints import ordered, placed_in_organization, placed_with_person
from apps.core.models import PlacedModel
from apps.registers.enums import Area, ReserveKind
from apps.registers.models.base import OF_NO_PERIOD
from apps.teachers.models import PersonModel, Position, Subject


class Responsible(PersonModel):
    """Who answers for what at an organization, by its act; placed with the person."""

    access = Access("activity", (PERSON_PLACE,))
    dated = OF_NO_PERIOD

    at_organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, verbose_name="в организации", related_name="+"
    )
    area = models.CharField("за что отвечает", max_length=12, choices=Area)
    act = models.CharField("акт о назначении", max_length=300)
    start = models.DateField("с")
    end = models.DateField("по", null=True, blank=True)

    class Meta:
        verbose_name = "ответственное лицо"
        verbose_name_plural = "ответственные лица"
        ordering = ("-start", "-id")
        constraints = (
            placed_with_person("registers_responsible_place"),
            ordered("start", "end", "registers_responsible_dates"),
            models.UniqueConstraint(
                fields=("person", "at_organization", "area", "start"), name="registers_responsible_key"
            ),
        )

    def __str__(self) -> str:
        return self.get_area_display()


class Reserve(PersonModel):
    """A person in the reserve of methodists, tutors or heads from–to."""

    access = Access("activity", (PERSON_PLACE,))
    dated = OF_NO_PERIOD

    kind = models.CharField("на должность", max_length=10, choices=ReserveKind)
    basis = models.CharField("основание", max_length=300, blank=True)
    start = models.DateField("включён")
    end = models.DateField("исключён", null=True, blank=True)
    outcome = models.CharField("итог", max_length=300, blank=True)

    class Meta:
        verbose_name = "запись резерва"
        verbose_name_plural = "резерв методистов и тьюторов"
        ordering = ("-start", "-id")
        constraints = (
            placed_with_person("registers_reserve_place"),
            ordered("start", "end", "registers_reserve_dates"),
            models.UniqueConstraint(fields=("person", "kind", "start"), name="registers_reserve_key"),
        )

    def __str__(self) -> str:
        return self.get_kind_display()


class Vacancy(PlacedModel):
    """An open post of an organization."""

    access = Access("registers")
    dated = OF_NO_PERIOD

    position = models.ForeignKey(Position, models.PROTECT, verbose_name="должность", related_name="+")
    subject = models.ForeignKey(
        Subject, models.PROTECT, verbose_name="предмет", null=True, blank=True, related_name="+"
    )
    rate = models.DecimalField("ставка", max_digits=4, decimal_places=2, default=Decimal(1))
    opened_on = models.DateField("открыта")
    closed_on = models.DateField("закрыта", null=True, blank=True)
    note = models.CharField("примечание", max_length=300, blank=True)

    class Meta:
        verbose_name = "вакансия"
        verbose_name_plural = "вакансии"
        ordering = ("-opened_on", "-id")
        constraints = (
            placed_in_organization("registers_vacancy_place"),
            ordered("opened_on", "closed_on", "registers_vacancy_dates"),
            models.CheckConstraint(condition=models.Q(rate__gt=0), name="registers_vacancy_rate"),
            # Two alike of one day are told apart by the note: a spreadsheet must be able to name one of them.
            models.UniqueConstraint(
                fields=("organization", "position", "subject", "opened_on", "note"),
                nulls_distinct=False,
                name="registers_vacancy_key",
            ),
        )

    def __str__(self) -> str:
        return f"Вакансия с {self.opened_on:%d.%m.%Y}"
