"""What confirms by hand that a function of the regulation is performed (issue 3, item 7)."""

from django.db import models
from django.db.models import Q

from apps.core.access import Access, Path
from apps.core.constraints import ordered, placed_in_organization
from apps.core.locks import Undated
from apps.core.models import AttachedModel, PlacedModel
from apps.organizations.models import Profile


class FunctionEvidence(AttachedModel, PlacedModel):
    """A confirmation: of which function, for which period, by what, by whom; it lies with who confirmed.

    What a body of the region confirmed (``regional``) is known to all who read functions in it.
    """

    access = Access("functions", (Path(), Path(where={"regional": True}, everyone=True, holders=True)))

    dated = Undated("подтверждение функции: показатели его не читают, подтверждают и после срока")

    profile = models.ForeignKey(Profile, models.PROTECT, verbose_name="профиль", related_name="+")
    function = models.CharField("функция", max_length=60)
    period_from = models.DateField("период с")
    period_to = models.DateField("период по")
    text = models.TextField("чем подтверждается")
    url = models.URLField("ссылка", max_length=500, blank=True)
    confirmed_on = models.DateField("подтверждено")
    confirmed_by = models.CharField("кто подтвердил", max_length=300, editable=False)
    regional = models.BooleanField("виден региону", default=False, editable=False)

    class Meta:
        verbose_name = "подтверждение функции"
        verbose_name_plural = "подтверждения функций"
        ordering = ("-confirmed_on", "-id")
        constraints = (
            placed_in_organization("functionevidence_place"),
            ordered("period_from", "period_to", "functionevidence_period"),
            models.CheckConstraint(condition=~Q(text=""), name="functionevidence_text"),
        )
        indexes = (models.Index(fields=("profile", "function", "period_to"), name="functionevidence_of"),)

    def __str__(self) -> str:
        return f"{self.function}: {self.text[:80]}"
