"""Programmes (DOMAIN 5)."""

from django.db import models

from apps.core.access import Access, Path
from apps.core.constraints import ordered, placed_in_organization
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.programs.enums import Funding, ProgramKind, StudyForm

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
    cost = models.DecimalField(
        "стоимость на одного слушателя, ₽", max_digits=10, decimal_places=2, null=True, blank=True
    )
    funding = models.CharField(
        "источник финансирования", max_length=10, choices=Funding, blank=True, default="", db_default=""
    )
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
            models.UniqueConstraint(fields=("id", "organization"), name="program_owner"),
        )

    def __str__(self) -> str:
        return self.title
