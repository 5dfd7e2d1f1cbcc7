"""Averages of schools at examinations: what the work of the system is compared with (DOMAIN 7)."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from apps.core.access import Access
from apps.core.constraints import placed_in_organization
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.passport.enums import Exam

TOP_SCORE = Decimal(100)


class StudentResult(PlacedModel):
    """The average score of an organization's students in one subject of one examination of one year.

    About the school as a whole: no student stands behind it by name.
    """

    access = Access("results")
    dated = Undated("средний балл школы за год: приходит после экзаменов, показатели его не читают")

    year = models.PositiveSmallIntegerField("год", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    exam = models.CharField("экзамен", max_length=3, choices=Exam)
    subject = models.CharField("предмет", max_length=100)
    average = models.DecimalField(
        "средний балл",
        max_digits=7,
        decimal_places=4,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(TOP_SCORE)],
    )
    participants = models.PositiveIntegerField("участников", validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = "результат обучающихся"
        verbose_name_plural = "результаты обучающихся"
        ordering = ("-year", "exam", "subject", "id")
        indexes = (models.Index(fields=("region", "year", "exam", "subject"), name="result_of_region"),)
        constraints = (
            placed_in_organization("result_place"),
            models.UniqueConstraint(fields=("organization", "year", "exam", "subject"), name="result_key"),
            models.CheckConstraint(
                condition=models.Q(average__gte=0, average__lte=TOP_SCORE, participants__gte=1), name="result_bounds"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_exam_display()} {self.year}, {self.subject}"
