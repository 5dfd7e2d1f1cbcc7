"""Employment: person × organization × position, from–to."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Deferrable, Func

from apps.core.access import Access, Path
from apps.core.constraints import ordered, placed_in_organization, placed_with_person
from apps.core.locks import PLACE, Dated, Span
from apps.core.models import PlacedModel
from apps.teachers.models.dictionary import Position, Subject
from apps.teachers.models.person import Person

# The owner (the person's own organization) sees the whole history; an employer where the person works not as main sees
# the name and that employment only (DOMAIN 3).
EMPLOYMENT_ACCESS = Access(
    "people",
    (
        Path("owner_region_id", "owner_municipality_id", "owner_organization_id", person="person_id"),
        Path(where={"is_main": False}),
    ),
)


class Employment(PlacedModel):
    """One job. ``organization`` is the employer; the ``owner_…`` columns are the person's own place (the wall)."""

    access = EMPLOYMENT_ACCESS
    dated = Dated(
        span=Span("start", "end"),
        free=("rate",),
        copies=("person_name", *(f"owner_{column}" for column in PLACE)),
    )

    # Other indexes begin with the person and with the organization; every further one costs each imported row.
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        verbose_name="работник",
        related_name="employments",
        db_constraint=False,
        db_index=False,
    )
    organization = models.ForeignKey(
        "organizations.Organization",
        models.PROTECT,
        verbose_name="организация",
        related_name="employments",
        db_constraint=False,
        db_index=False,
    )
    person_name = models.CharField("фамилия, имя, отчество", max_length=310, editable=False)
    owner_organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, related_name="+", db_constraint=False, editable=False
    )
    owner_municipality = models.ForeignKey(
        "organizations.Municipality", models.PROTECT, related_name="+", db_constraint=False, editable=False
    )
    owner_region = models.ForeignKey(
        "organizations.Region", models.PROTECT, related_name="+", db_constraint=False, editable=False, db_index=False
    )
    owner_managerial = models.BooleanField(default=False, editable=False)
    position = models.ForeignKey(Position, models.PROTECT, verbose_name="должность", related_name="+")
    is_main = models.BooleanField("основное место работы", default=True)
    start = models.DateField("дата приёма")
    end = models.DateField("дата увольнения", null=True, blank=True)
    rate = models.DecimalField("ставка", max_digits=4, decimal_places=2, null=True, blank=True)
    subjects = models.ManyToManyField(Subject, verbose_name="предметы", blank=True, related_name="+")

    class Meta:
        verbose_name = "место работы"
        verbose_name_plural = "места работы"
        ordering = ("-start", "-id")
        indexes = (
            models.Index(fields=("organization", "start"), name="employment_org_start"),
            models.Index(fields=("owner_region",), name="employment_owner_region"),
        )
        constraints = (
            placed_in_organization("employment_place"),
            models.UniqueConstraint(fields=("person", "organization", "position", "start"), name="employment_key"),
            ordered("start", "end", "employment_dates"),
            ExclusionConstraint(
                name="employment_one_main",
                expressions=[
                    (
                        Func("person_id", "person_id", models.Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (Func("start", "end", models.Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                condition=models.Q(is_main=True),
                deferrable=Deferrable.IMMEDIATE,
            ),
            placed_with_person("employment_owner", "owner_"),
        )

    def __str__(self) -> str:
        return f"{self.person_name}: место работы с {self.start:%d.%m.%Y}"
