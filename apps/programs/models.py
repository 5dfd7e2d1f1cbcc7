"""Programmes, the mirror of the federal registry, training (DOMAIN 5)."""

from django.db import models

from apps.core.access import PERSON_PLACE, Access, Exempt, Path
from apps.core.constraints import ordered, placed_in_organization, placed_with_person
from apps.core.locks import Dated, Day, Undated
from apps.core.models import PlacedModel
from apps.programs.enums import ProgramKind, StudyForm
from apps.teachers.models import PersonModel

# The catalogue of a region is open to everybody in it, federal providers' programmes to the whole installation.
CATALOGUE = (
    Path(),
    Path(everyone=True),
    Path(region="", where={"open": True}, everyone=True),
)


class Program(PlacedModel):
    """An in-service programme of an organization."""

    access = Access("programs", CATALOGUE)
    dated = Undated("каталог программ: датировано обучение на них")

    code = models.CharField("код", max_length=60, unique=True)
    title = models.CharField("наименование", max_length=500)
    sort_key = models.CharField("ключ сортировки", max_length=500, editable=False, db_collation="C")
    kind = models.CharField("вид", max_length=2, choices=ProgramKind)
    hours = models.PositiveIntegerField("часы")
    form = models.CharField("форма", max_length=12, choices=StudyForm, blank=True)
    theme = models.CharField("тематика", max_length=300, blank=True)
    competences = models.ManyToManyField(
        "diagnostics.Competence", verbose_name="компетенции", blank=True, related_name="programs"
    )
    runs_from = models.DateField("реализуется с", null=True, blank=True)
    runs_to = models.DateField("реализуется по", null=True, blank=True)
    open = models.BooleanField("видна всем", default=False, editable=False)

    class Meta:
        verbose_name = "программа"
        verbose_name_plural = "программы"
        ordering = ("sort_key", "id")
        indexes = (models.Index(fields=("region", "sort_key", "id"), name="program_region_page"),)
        constraints = (
            placed_in_organization("program_place"),
            ordered("runs_from", "runs_to", "program_dates"),
            models.CheckConstraint(condition=models.Q(hours__gt=0), name="program_hours"),
        )

    def __str__(self) -> str:
        return self.title


class RegistryEntry(models.Model):
    """An entry of the federal registry of programmes as it was seen; never deleted, only excluded."""

    access = Exempt("справочник: зеркало открытого Федерального реестра ДПП")

    number = models.CharField("номер", max_length=60, unique=True)
    title = models.CharField("наименование", max_length=500)
    kind = models.CharField("вид", max_length=2, choices=ProgramKind, blank=True)
    hours = models.PositiveIntegerField("часы", null=True, blank=True)
    form = models.CharField("форма", max_length=60, blank=True)
    organization_name = models.CharField("организация", max_length=500, blank=True)
    organization_inn = models.CharField("ИНН организации", max_length=12, blank=True)
    included_on = models.DateField("включена")
    excluded_on = models.DateField("исключена", null=True, blank=True)
    program = models.ForeignKey(
        Program,
        models.PROTECT,
        verbose_name="своя программа",
        null=True,
        blank=True,
        related_name="registry_entries",
    )

    class Meta:
        verbose_name = "запись ФР ДПП"
        verbose_name_plural = "записи ФР ДПП"
        ordering = ("number",)
        constraints = (ordered("included_on", "excluded_on", "registry_dates"),)

    def __str__(self) -> str:
        return f"№ {self.number} {self.title}"


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
        person="person_id",
    )

    program = models.ForeignKey(Program, models.PROTECT, verbose_name="программа", related_name="enrollments")
    enrolled_on = models.DateField("дата зачисления")
    completed_on = models.DateField("дата завершения", null=True, blank=True)
    expelled_on = models.DateField("дата отчисления", null=True, blank=True)
    document_number = models.CharField("номер документа", max_length=60, blank=True)
    registration_number = models.CharField("регистрационный номер", max_length=60, blank=True)
    issued_on = models.DateField("дата выдачи", null=True, blank=True)

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
