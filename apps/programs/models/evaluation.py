"""What participants (without names) and their employers say of a programme."""

from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from apps.core.access import PERSON_PLACE, Access
from apps.core.constraints import placed_with_person
from apps.core.locks import Undated
from apps.programs.models.groups import StudyGroup
from apps.programs.models.structure import ProgramPart, part_of_program
from apps.programs.models.training import Enrollment
from apps.teachers.models import PersonModel

OPINION = Undated("мнение о курсе: показатели его не читают")
LOWEST, HIGHEST = 1, 5
MARK = (MinValueValidator(LOWEST), MaxValueValidator(HIGHEST))


def mark(title: str) -> "models.PositiveSmallIntegerField[int, int]":
    """A mark from one to five."""
    return models.PositiveSmallIntegerField(title, validators=MARK)


class CourseEvaluation(ProgramPart):
    """A participant's opinion: it names nobody, has no moment, and its random key keeps no order."""

    access = Access("groups")
    dated = OPINION

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    group = models.ForeignKey(StudyGroup, models.CASCADE, verbose_name="группа", null=True, blank=True)
    content = mark("содержание")
    teachers = mark("преподаватели")
    practice = mark("польза для практики")
    organization_mark = mark("организация обучения")
    overall = mark("в целом")
    words = models.TextField("что улучшить", max_length=2000, blank=True)

    class Meta:
        verbose_name = "отзыв слушателя"
        verbose_name_plural = "отзывы слушателей"
        ordering = ("id",)
        constraints = part_of_program("evaluation")

    def __str__(self) -> str:
        return "Отзыв слушателя"


class EmployerEvaluation(PersonModel):
    """What the employer sees some months after the course."""

    access = Access("training", (PERSON_PLACE,))
    dated = OPINION

    enrollment = models.OneToOneField(
        Enrollment, models.CASCADE, verbose_name="обучение", related_name="employer_evaluation"
    )
    applies = mark("применяет изученное")
    results = mark("изменилось качество работы")
    shares = mark("делится с коллегами")
    words = models.TextField("пояснение", max_length=2000, blank=True)
    answered_on = models.DateField("дата ответа")
    who = models.CharField("кто ответил", max_length=200, editable=False)

    class Meta:
        verbose_name = "отзыв работодателя"
        verbose_name_plural = "отзывы работодателей"
        ordering = ("-answered_on", "-id")
        constraints = (placed_with_person("employer_place"),)

    def __str__(self) -> str:
        return f"Отзыв работодателя {self.answered_on:%d.%m.%Y}"
