"""Documents of the system: tripartite agreements, normative acts, official headcounts (DOMAIN 2)."""

from django.db import models

from apps.core.access import Access
from apps.core.constraints import ordered, placed_in_organization
from apps.core.locks import Dated, Day
from apps.core.models import PlacedModel
from apps.organizations.models.organization import Organization


class Agreement(PlacedModel):
    """A tripartite agreement МОУО – РОИВ – ИРО; placed with the МОУО."""

    access = Access("organizations")
    dated = Dated((Day("signed_on"), Day("valid_to", alone=True)))

    number = models.CharField("номер", max_length=60)
    signed_on = models.DateField("дата")
    valid_to = models.DateField("действует по", null=True, blank=True)
    scan = models.CharField("скан", max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = "соглашение"
        verbose_name_plural = "соглашения"
        ordering = ("-signed_on", "id")
        constraints = (
            placed_in_organization("agreement_place"),
            ordered("signed_on", "valid_to", "agreement_dates"),
            models.UniqueConstraint(fields=("organization", "number", "signed_on"), name="agreement_key"),
        )

    def __str__(self) -> str:
        return f"Соглашение № {self.number}"


class NormativeAct(PlacedModel):
    """A normative act of a body of the system."""

    access = Access("organizations")
    dated = Dated((Day("signed_on"),))

    title = models.CharField("название", max_length=500)
    number = models.CharField("номер", max_length=60)
    signed_on = models.DateField("дата")
    url = models.URLField("ссылка", max_length=300, blank=True)

    class Meta:
        verbose_name = "нормативный акт"
        verbose_name_plural = "нормативные акты"
        ordering = ("-signed_on", "id")
        constraints = (
            placed_in_organization("act_place"),
            models.UniqueConstraint(fields=("organization", "number", "signed_on"), name="act_key"),
        )

    def __str__(self) -> str:
        return self.title


class Headcount(PlacedModel):
    """The official headcount of an organization on a date (ОО-1 and the like), to compare the entered staff with."""

    access = Access("organizations")
    dated = Dated((Day("on_date"),))

    organization = models.ForeignKey(
        Organization,
        models.CASCADE,
        verbose_name="организация",
        related_name="headcounts",
        db_constraint=False,
    )
    on_date = models.DateField("на дату")
    pedagogues = models.PositiveIntegerField("педагогических работников")
    managers = models.PositiveIntegerField("руководящих работников", default=0)
    source = models.CharField("источник", max_length=200, blank=True)

    class Meta:
        verbose_name = "официальная численность"
        verbose_name_plural = "официальная численность"
        ordering = ("-on_date", "id")
        constraints = (
            placed_in_organization("headcount_place"),
            models.UniqueConstraint(fields=("organization", "on_date"), name="headcount_key"),
        )

    def __str__(self) -> str:
        return f"Численность на {self.on_date:%d.%m.%Y}: {self.pedagogues + self.managers}"
