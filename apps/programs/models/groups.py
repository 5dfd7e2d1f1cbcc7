"""Groups of a programme and their schedule."""

from typing import Any

from django.db import models

from apps.core.access import Access
from apps.core.constraints import CompositeForeignKey, ordered, placed_in_organization
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.programs.models.structure import ProgramPart, part_of_program

COURSE = Undated("организация обучения: показатели читают даты самого обучения")


class StudyGroup(ProgramPart):
    """People who study on a programme together, from–to."""

    access = Access("groups")
    dated = COURSE

    code = models.CharField("группа", max_length=60)
    start = models.DateField("начало")
    end = models.DateField("окончание")
    capacity = models.PositiveSmallIntegerField("мест", null=True, blank=True)
    curator = models.CharField("куратор", max_length=200, blank=True)
    place = models.CharField("место проведения", max_length=300, blank=True)

    class Meta:
        verbose_name = "учебная группа"
        verbose_name_plural = "учебные группы"
        ordering = ("-start", "-id")
        indexes = (models.Index(fields=("region", "-start", "-id"), name="group_region_page"),)
        constraints = (
            *part_of_program("group"),
            ordered("start", "end", "group_dates"),
            models.UniqueConstraint(fields=("organization", "code"), name="group_key"),
            models.UniqueConstraint(fields=("id", "organization"), name="group_owner"),
        )

    def __str__(self) -> str:
        return f"Группа {self.code}"


class Lesson(PlacedModel):
    """A row of a group's schedule."""

    access = Access("groups")
    dated = COURSE

    group = models.ForeignKey(
        StudyGroup, models.CASCADE, verbose_name="группа", related_name="lessons", db_constraint=False
    )
    on = models.DateField("день")
    begins = models.TimeField("начало", null=True, blank=True)
    ends = models.TimeField("окончание", null=True, blank=True)
    topic = models.CharField("тема", max_length=300)
    hours = models.PositiveSmallIntegerField("часы", default=2)
    teacher = models.CharField("преподаватель", max_length=200, blank=True)
    place = models.CharField("где", max_length=200, blank=True)

    class Meta:
        verbose_name = "занятие"
        verbose_name_plural = "расписание"
        ordering = ("on", "begins", "id")
        constraints = (
            placed_in_organization("lesson_place"),
            CompositeForeignKey(
                name="lesson_group",
                fields=("group", "organization"),
                table="programs_studygroup",
                columns=("id", "organization_id"),
            ),
            models.UniqueConstraint(fields=("group", "on", "begins", "topic"), nulls_distinct=False, name="lesson_key"),
        )

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y} {self.topic}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new row takes its place from its group."""
        if self._state.adding and not self.organization_id:
            for column in ("organization_id", "municipality_id", "region_id"):
                setattr(self, column, getattr(self.group, column))
        super().save(*args, **kwargs)
