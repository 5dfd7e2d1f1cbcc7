"""Who stands behind the figures: one row for an organization, numbers only, frozen with the report."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from apps.core.access import Access
from apps.core.constraints import placed_in_organization
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.monitoring.models.report import Report


def lines(field: models.Field) -> ArrayField:  # type: ignore[type-arg]
    """A matrix with a line for each method."""
    return ArrayField(ArrayField(field), null=True)


class OrganizationFacts(PlacedModel):
    """The subjects of an organization on the reporting date and the outcome of every method for each of them.

    Packed into arrays: a fact costs no foreign key and no index entry of its own, so a region's report with all its
    explanations is stored as fast as it is computed. ``outcomes`` and ``records`` are read by
    ``apps.indicators.marks``; their lines are the report's methods about people and teams, ``own_…`` about
    organizations and teams, ``program_…`` about programmes. A person's name is not copied here: it is shown where the
    wall shows the person (``PersonWords`` of an approved report). ``digest`` covers the facts by natural keys: no ids,
    no times.
    """

    access = Access("facts")
    dated = Undated("замороженный снимок отчёта: его пишет только расчёт")

    report = models.ForeignKey(Report, models.CASCADE, verbose_name="отчёт", related_name="facts")
    people = ArrayField(models.BigIntegerField(), null=True)
    flags = ArrayField(models.SmallIntegerField(), null=True)
    outcomes = lines(models.IntegerField(null=True))
    records = lines(models.BigIntegerField(null=True))
    own_outcomes = ArrayField(models.IntegerField(null=True), default=list)
    own_records = ArrayField(models.BigIntegerField(null=True), default=list)
    programs = ArrayField(models.BigIntegerField(), null=True)
    program_outcomes = lines(models.IntegerField(null=True))
    program_records = lines(models.BigIntegerField(null=True))
    digest = models.BinaryField(max_length=32)
    # Filled when the report is approved: from then on it is explained in these words, whatever becomes of the records.
    own_words = ArrayField(models.TextField(), null=True)
    program_titles = ArrayField(models.TextField(), null=True)
    program_words = ArrayField(ArrayField(models.TextField()), null=True)

    class Meta:
        verbose_name = "основания показателей"
        verbose_name_plural = "основания показателей"
        ordering = ("report", "organization")
        constraints = (
            models.UniqueConstraint(fields=("report", "organization"), name="facts_key"),
            placed_in_organization("facts_place"),
        )

    def __str__(self) -> str:
        return f"{self.report_id}: {self.organization_id}"
