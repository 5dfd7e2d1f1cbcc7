"""The selection of sites: announced, applied for, judged by experts, decided by an act (ММРЦ, РИП, стажировочные)."""

from django.db import models

from apps.core.access import Access
from apps.core.constraints import ordered, placed_in_organization
from apps.core.models import PlacedModel
from apps.organizations.enums import SiteKind
from apps.registers.models.base import OF_NO_PERIOD, OPEN, Paper


class Selection(PlacedModel):
    """A selection that an organization announces: which status is given, when applications are taken, the act."""

    access = Access("registers", OPEN)
    dated = OF_NO_PERIOD

    title = models.CharField("отбор", max_length=300)
    kind = models.CharField("статус", max_length=20, choices=SiteKind)
    start = models.DateField("заявки с")
    end = models.DateField("заявки по")
    act = models.CharField("акт об итогах", max_length=300, blank=True)
    conditions = models.TextField("условия", max_length=4000, blank=True)

    class Meta:
        verbose_name = "отбор площадок"
        verbose_name_plural = "отборы площадок"
        ordering = ("-start", "-id")
        constraints = (
            placed_in_organization("registers_selection_place"),
            ordered("start", "end", "registers_selection_dates"),
            models.UniqueConstraint(fields=("organization", "title", "start"), name="registers_selection_key"),
        )

    def __str__(self) -> str:
        return self.title


class Application(PlacedModel, Paper):
    """An organization's application to a selection; its state follows from its dates."""

    access = Access("registers")
    dated = OF_NO_PERIOD

    selection = models.ForeignKey(
        Selection, models.PROTECT, verbose_name="отбор", related_name="applications", db_constraint=False
    )
    topic = models.CharField("тема", max_length=500)
    summary = models.TextField("краткое описание", max_length=4000, blank=True)
    submitted_on = models.DateField("подана")
    decided_on = models.DateField("решение принято", null=True, blank=True)
    accepted = models.BooleanField("статус присвоен", default=False)
    decision = models.CharField("решение", max_length=500, blank=True)

    class Meta:
        verbose_name = "заявка"
        verbose_name_plural = "заявки на отбор"
        ordering = ("-submitted_on", "-id")
        constraints = (
            placed_in_organization("registers_application_place"),
            ordered("submitted_on", "decided_on", "registers_application_dates"),
            models.UniqueConstraint(fields=("selection", "organization"), name="registers_application_key"),
            models.UniqueConstraint(fields=("id", "organization"), name="registers_application_organization"),
        )

    def __str__(self) -> str:
        return self.topic
