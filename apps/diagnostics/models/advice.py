"""What an assessment centre tells: recommendations to a person, the conclusions of a year."""

from django.db import models

from apps.core.access import PERSON_PLACE, Access, Exempt
from apps.core.constraints import placed_in_organization
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.diagnostics.enums import Standing
from apps.diagnostics.models.framework import Competence
from apps.diagnostics.models.sessions import BY_PROVIDER, SessionPart, part_of_session
from apps.organizations.models import Organization


class AdviceText(models.Model):
    """A text of a centre, from which recommendations are made: for a competence (or any), a standing, a level."""

    access = Exempt("справочник: тексты рекомендаций, без людей")

    provider = models.ForeignKey(Organization, models.PROTECT, verbose_name="центр", related_name="advice_texts")
    competence = models.ForeignKey(
        Competence, models.PROTECT, verbose_name="компетенция", related_name="+", null=True, blank=True
    )
    standing = models.CharField("результат", max_length=8, choices=Standing, default=Standing.UNDER)
    level = models.CharField("уровень инструмента", max_length=100, blank=True)
    text = models.TextField("текст рекомендации")

    class Meta:
        verbose_name = "текст рекомендации"
        verbose_name_plural = "тексты рекомендаций"
        ordering = ("provider", "competence", "standing")
        constraints = (
            models.UniqueConstraint(
                fields=("provider", "competence", "standing", "level"), nulls_distinct=False, name="advicetext_key"
            ),
        )

    def __str__(self) -> str:
        return f"{self.competence or 'Любая компетенция'}: {self.get_standing_display()}"


class Advice(SessionPart):
    """A recommendation to the person of a session, one a competence: seen by whoever may see the session."""

    access = Access("diagnostics", (PERSON_PLACE, BY_PROVIDER))
    dated = Undated("рекомендацию дают по итогам диагностики, в том числе после закрытия периода")

    text = models.TextField("рекомендация")

    class Meta:
        verbose_name = "рекомендация"
        verbose_name_plural = "рекомендации"
        ordering = ("session", "competence")
        constraints = part_of_session("advice")

    def __str__(self) -> str:
        return f"Рекомендация: {self.competence}"


class YearConclusion(PlacedModel):
    """The conclusions of a centre's analytical report of a year: about pedagogues, or about managers."""

    access = Access("diagnostics")
    dated = Undated("выводы пишут в декабре и после, показатели их не читают")

    organization = models.ForeignKey(
        Organization, models.CASCADE, verbose_name="центр", related_name="year_conclusions", db_constraint=False
    )
    year = models.PositiveSmallIntegerField("год")
    managerial = models.BooleanField("об управленческих кадрах", default=False)
    text = models.TextField("выводы", blank=True)

    class Meta:
        verbose_name = "выводы за год"
        verbose_name_plural = "выводы за год"
        ordering = ("-year", "managerial")
        constraints = (
            placed_in_organization("yearconclusion_place"),
            models.UniqueConstraint(fields=("organization", "year", "managerial"), name="yearconclusion_key"),
        )

    def __str__(self) -> str:
        return f"Выводы за {self.year} год"
