"""Training: a person on a programme (DOMAIN 5)."""

from django.db import models

from apps.core.access import PERSON_PLACE, Access
from apps.core.constraints import ordered, placed_with_person
from apps.core.locks import Dated, Day
from apps.programs.models.groups import StudyGroup
from apps.programs.models.programs import Program
from apps.teachers.models import PersonModel


class Enrollment(PersonModel):
    """A person on a programme: enrolled, completed or expelled, the document."""

    access = Access("training", (PERSON_PLACE,))
    # The document is issued when the programme is completed, which may be in the next period.
    dated = Dated(
        (
            Day("enrolled_on"),
            Day("completed_on", beside=("document_number", "registration_number", "issued_on")),
            Day("expelled_on", alone=True),
        ),
        # Which group one studies in, and whether the course was evaluated, tells no figure anything.
        free=("group_id", "evaluated"),
        person="person_id",
    )

    program = models.ForeignKey(Program, models.PROTECT, verbose_name="программа", related_name="enrollments")
    group = models.ForeignKey(
        StudyGroup, models.PROTECT, verbose_name="группа", null=True, blank=True, related_name="enrollments"
    )
    enrolled_on = models.DateField("дата зачисления")
    completed_on = models.DateField("дата завершения", null=True, blank=True)
    expelled_on = models.DateField("дата отчисления", null=True, blank=True)
    document_number = models.CharField("номер документа", max_length=60, blank=True)
    registration_number = models.CharField("регистрационный номер", max_length=60, blank=True)
    issued_on = models.DateField("дата выдачи", null=True, blank=True)
    evaluated = models.BooleanField("отзыв оставлен", default=False, db_default=False, editable=False)

    class Meta:
        verbose_name = "обучение"
        verbose_name_plural = "обучение"
        ordering = ("-enrolled_on", "-id")
        indexes = (
            models.Index(fields=("region", "-enrolled_on", "-id"), name="enrollment_region_page"),
            models.Index(fields=("person", "completed_on"), name="enrollment_person_date"),
        )
        constraints = (
            placed_with_person("enrollment_place"),
            ordered("enrolled_on", "completed_on", "enrollment_dates"),
            ordered("enrolled_on", "expelled_on", "enrollment_expelled"),
            models.CheckConstraint(
                condition=models.Q(completed_on__isnull=True) | models.Q(expelled_on__isnull=True),
                name="enrollment_one_end",
            ),
            models.UniqueConstraint(fields=("person", "program", "enrolled_on"), name="enrollment_key"),
        )

    def __str__(self) -> str:
        return f"Обучение с {self.enrolled_on:%d.%m.%Y}"
