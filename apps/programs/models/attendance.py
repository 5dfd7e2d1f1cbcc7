"""Who was there on which day of a group."""

from django.db import models

from apps.core.access import PERSON_PLACE, Access
from apps.core.constraints import placed_with_person
from apps.programs.models.groups import COURSE
from apps.programs.models.training import Enrollment
from apps.teachers.models import PersonModel


class Attendance(PersonModel):
    """A person was at the lessons of a day, or was not."""

    access = Access("training", (PERSON_PLACE,))
    dated = COURSE

    enrollment = models.ForeignKey(Enrollment, models.CASCADE, verbose_name="обучение", related_name="attendances")
    on = models.DateField("день")
    present = models.BooleanField("был")

    class Meta:
        verbose_name = "посещение"
        verbose_name_plural = "посещения"
        ordering = ("on", "id")
        constraints = (
            placed_with_person("attendance_place"),
            models.UniqueConstraint(fields=("enrollment", "on"), name="attendance_key"),
        )

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y}: {'был' if self.present else 'не был'}"
