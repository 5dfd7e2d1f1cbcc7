"""The competence framework and the tools (DOMAIN 5)."""

from decimal import Decimal

from django.db import models

from apps.core.access import Exempt
from apps.diagnostics.enums import Block, CompetenceState
from apps.organizations.models import Organization

DEFAULT_THRESHOLD = Decimal(60)


class Competence(models.Model):
    """A competence of the framework."""

    access = Exempt("справочник: рамка компетенций")

    code = models.CharField("код", max_length=20, unique=True)
    title = models.CharField("наименование", max_length=300)
    block = models.CharField("блок", max_length=14, choices=Block)
    description = models.TextField("описание", blank=True)
    state = models.CharField("состояние", max_length=10, choices=CompetenceState, default=CompetenceState.PUBLISHED)
    outdated_on = models.DateField("устарела с", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "компетенция"
        verbose_name_plural = "компетенции"
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def assignable(self) -> bool:
        """Whether it is assigned anew today: a draft not yet, an outdated one no more (its history stays)."""
        return self.state == CompetenceState.PUBLISHED


class Tool(models.Model):
    """A diagnostic tool of a provider: the threshold in percent, below which a competence is a deficit.

    ``bands`` are the levels of its results from the lowest, ``from`` in percent: ``{"name": "базовый", "from": "60"}``.
    What is held with a tool of ``self_assessment`` is never an independent assessment.
    """

    access = Exempt("справочник: названия диагностических инструментов")

    provider = models.ForeignKey(Organization, models.PROTECT, verbose_name="владелец", related_name="tools")
    title = models.CharField("название", max_length=200)
    threshold = models.DecimalField("порог, %", max_digits=5, decimal_places=2, default=DEFAULT_THRESHOLD)
    bands = models.JSONField("уровни", default=list, blank=True)
    self_assessment = models.BooleanField("самодиагностика", default=False)

    class Meta:
        verbose_name = "инструмент диагностики"
        verbose_name_plural = "инструменты диагностики"
        ordering = ("title",)
        constraints = (
            models.UniqueConstraint(fields=("provider", "title"), name="tool_key"),
            models.CheckConstraint(condition=models.Q(threshold__gte=0, threshold__lte=100), name="tool_threshold"),
        )

    def __str__(self) -> str:
        return self.title


class ToolThreshold(models.Model):
    """The threshold of one competence where it differs from the tool's own."""

    access = Exempt("справочник: пороги инструментов")

    tool = models.ForeignKey(Tool, models.CASCADE, verbose_name="инструмент", related_name="thresholds")
    competence = models.ForeignKey(Competence, models.PROTECT, verbose_name="компетенция", related_name="+")
    percent = models.DecimalField("порог, %", max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = "порог компетенции"
        verbose_name_plural = "пороги компетенций"
        constraints = (
            models.UniqueConstraint(fields=("tool", "competence"), name="threshold_key"),
            models.CheckConstraint(condition=models.Q(percent__gte=0, percent__lte=100), name="threshold_percent"),
        )

    def __str__(self) -> str:
        return f"{self.percent} %"
