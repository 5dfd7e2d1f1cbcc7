"""What a programme is made of and who carries it out."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models

from apps.core.access import Access, Path
from apps.core.constraints import CompositeForeignKey, placed_in_organization
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.organizations.models import Organization
from apps.programs.enums import PartnerRole
from apps.programs.models.programs import Program

# What a programme consists of is open to its region like the programme itself.
OF_CATALOGUE = Access("programs", (Path(), Path(everyone=True)))
CATALOGUE = Undated("каталог программ: датировано обучение на них")


class ProgramPart(PlacedModel):
    """A row of a programme: it lies where the programme's organization does."""

    program = models.ForeignKey(
        Program, models.CASCADE, verbose_name="программа", related_name="%(class)ss", db_constraint=False
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new row takes its place from its programme."""
        if self._state.adding and not self.organization_id:
            for column in ("organization_id", "municipality_id", "region_id"):
                setattr(self, column, getattr(self.program, column))
        super().save(*args, **kwargs)


def part_of_program(name: str) -> tuple[models.BaseConstraint, ...]:
    """The constraints of a part: placed with its organization, which is the programme's own."""
    own = CompositeForeignKey(
        name=f"{name}_program",
        fields=("program", "organization"),
        table="programs_program",
        columns=("id", "organization_id"),
    )
    return placed_in_organization(f"{name}_place"), own


class ProgramModule(ProgramPart):
    """A module of a programme: its place, hours, what it develops."""

    access = OF_CATALOGUE
    dated = CATALOGUE

    position = models.PositiveSmallIntegerField("номер", validators=[MinValueValidator(1)])
    title = models.CharField("название", max_length=300)
    hours = models.PositiveIntegerField("часы", validators=[MinValueValidator(1)])
    competences = models.ManyToManyField(
        "diagnostics.Competence", verbose_name="компетенции", blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "модуль программы"
        verbose_name_plural = "модули программ"
        ordering = ("program", "position")
        constraints = (
            *part_of_program("module"),
            models.UniqueConstraint(fields=("program", "position"), name="module_key"),
        )

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"


class Partner(ProgramPart):
    """An organization that carries a programme of another one out, or shares in it."""

    access = OF_CATALOGUE
    dated = CATALOGUE

    partner = models.ForeignKey(Organization, models.PROTECT, verbose_name="участник", related_name="+")
    role = models.CharField("что делает", max_length=12, choices=PartnerRole)
    contract = models.CharField("договор", max_length=200, blank=True)

    class Meta:
        verbose_name = "участник реализации"
        verbose_name_plural = "участники реализации"
        ordering = ("program", "id")
        constraints = (
            *part_of_program("partner"),
            models.UniqueConstraint(fields=("program", "partner", "role"), name="partner_key"),
        )

    def __str__(self) -> str:
        return self.get_role_display()
