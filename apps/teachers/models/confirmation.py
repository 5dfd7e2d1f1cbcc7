"""«Список работников верен на дату»: an organization confirms its staff list (DOMAIN 8, school operator)."""

from django.db import models

from apps.core.access import Access
from apps.core.constraints import placed_in_organization
from apps.core.locks import Undated
from apps.core.models import PlacedModel


class StaffConfirmation(PlacedModel):
    """The staff list of an organization was confirmed as of a date: how many people stood on it, and by whom."""

    access = Access("people")
    dated = Undated("подтверждение — шаг представления данных, его дают и после закрытия периода")

    organization = models.ForeignKey(
        "organizations.Organization",
        models.CASCADE,
        verbose_name="организация",
        related_name="staff_confirmations",
        db_constraint=False,
    )
    on_date = models.DateField("список на дату")
    people = models.PositiveIntegerField("работников в списке", editable=False)
    author = models.CharField("кто подтвердил", max_length=300, editable=False)
    confirmed_at = models.DateTimeField("когда", auto_now=True)

    class Meta:
        verbose_name = "подтверждение списка работников"
        verbose_name_plural = "подтверждения списков работников"
        ordering = ("-on_date", "-id")
        constraints = (
            placed_in_organization("staffconfirmation_place"),
            models.UniqueConstraint(fields=("organization", "on_date"), name="staffconfirmation_key"),
        )

    def __str__(self) -> str:
        return f"Список работников на {self.on_date:%d.%m.%Y}"
