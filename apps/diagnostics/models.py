"""The competence framework, tools, sessions, scores and deficits (DOMAIN 5)."""

from decimal import Decimal

from django.db import models

from apps.core.access import PERSON_PLACE, Access, Exempt, Path
from apps.core.constraints import CompositeForeignKey, placed_with_person
from apps.core.locks import Dated, Day
from apps.diagnostics.enums import Block, CompetenceState
from apps.organizations.models import Organization
from apps.teachers.models import PersonModel

DEFAULT_THRESHOLD = Decimal(60)
# Whoever conducted a session sees it, whatever place its person has (ЦОПМКП: «its own sessions»).
BY_PROVIDER = Path(region="", municipality="", organization="provider_id")
# A part of a session happened on the session's day.
OF_SESSION = Dated(
    (Day("session", "(SELECT s.completed_on FROM diagnostics_diagnosticsession s WHERE s.id = {t}.session_id)"),),
    person="person_id",
    parent=("diagnostics_diagnosticsession", "session_id"),
)


class Competence(models.Model):
    """A competence of the framework."""

    access = Exempt("справочник: рамка компетенций")

    code = models.CharField("код", max_length=20, unique=True)
    title = models.CharField("наименование", max_length=300)
    block = models.CharField("блок", max_length=14, choices=Block)
    description = models.TextField("описание", blank=True)
    state = models.CharField("состояние", max_length=10, choices=CompetenceState, default=CompetenceState.PUBLISHED)

    class Meta:
        verbose_name = "компетенция"
        verbose_name_plural = "компетенции"
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Tool(models.Model):
    """A diagnostic tool of a provider: the threshold in percent, below which a competence is a deficit."""

    access = Exempt("справочник: названия диагностических инструментов")

    provider = models.ForeignKey(Organization, models.PROTECT, verbose_name="владелец", related_name="tools")
    title = models.CharField("название", max_length=200)
    threshold = models.DecimalField("порог, %", max_digits=5, decimal_places=2, default=DEFAULT_THRESHOLD)
    bands = models.JSONField("уровни", default=list, blank=True)

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


class DiagnosticSession(PersonModel):
    """One person, one tool, one completion date. ``provider`` is the organization that conducted it."""

    access = Access("diagnostics", (PERSON_PLACE, BY_PROVIDER))
    dated = Dated((Day("completed_on"), Day("annulled_on", alone=True)), person="person_id")

    tool = models.ForeignKey(Tool, models.PROTECT, verbose_name="инструмент", related_name="sessions")
    provider = models.ForeignKey(Organization, models.PROTECT, verbose_name="кто провёл", related_name="+")
    completed_on = models.DateField("дата")
    independent = models.BooleanField("независимая оценка", default=True)
    annulled_on = models.DateField("аннулирована", null=True, blank=True)

    class Meta:
        verbose_name = "диагностика"
        verbose_name_plural = "диагностики"
        ordering = ("-completed_on", "-id")
        indexes = (
            models.Index(fields=("region", "-completed_on", "-id"), name="session_region_page"),
            models.Index(fields=("person", "completed_on"), name="session_person_date"),
        )
        constraints = (
            placed_with_person("session_place"),
            models.UniqueConstraint(fields=("person", "completed_on", "tool"), name="session_key"),
            models.UniqueConstraint(fields=("id", "person"), name="session_person"),
            models.UniqueConstraint(fields=("id", "provider"), name="session_provider"),
        )

    def __str__(self) -> str:
        return f"Диагностика {self.completed_on:%d.%m.%Y}"


class SessionPart(PersonModel):
    """A row of a session: it cannot hang on another person's session, nor name another provider."""

    session = models.ForeignKey(
        DiagnosticSession,
        models.CASCADE,
        verbose_name="диагностика",
        related_name="%(class)ss",
        db_constraint=False,
    )
    provider = models.ForeignKey(Organization, models.PROTECT, related_name="+", db_constraint=False, editable=False)
    competence = models.ForeignKey(Competence, models.PROTECT, verbose_name="компетенция", related_name="+")

    class Meta:
        abstract = True


def part_of_session(name: str) -> tuple[models.BaseConstraint, ...]:
    """Constraints shared by the parts of a session."""
    table = "diagnostics_diagnosticsession"
    return (
        placed_with_person(f"{name}_place"),
        CompositeForeignKey(
            name=f"{name}_session_person",
            fields=("session", "person"),
            table=table,
            columns=("id", "person_id"),
        ),
        CompositeForeignKey(
            name=f"{name}_session_provider",
            fields=("session", "provider"),
            table=table,
            columns=("id", "provider_id"),
        ),
        models.UniqueConstraint(fields=("session", "competence"), name=f"{name}_key"),
    )


class Score(SessionPart):
    """Points of maximum on one competence."""

    access = Access("diagnostics", (PERSON_PLACE, BY_PROVIDER))
    dated = OF_SESSION

    points = models.DecimalField("балл", max_digits=8, decimal_places=2)
    maximum = models.DecimalField("максимум", max_digits=8, decimal_places=2)

    class Meta:
        verbose_name = "результат"
        verbose_name_plural = "результаты"
        ordering = ("session", "competence")
        constraints = (
            *part_of_session("score"),
            models.CheckConstraint(
                condition=models.Q(maximum__gt=0, points__gte=0, points__lte=models.F("maximum")),
                name="score_range",
            ),
        )

    def __str__(self) -> str:
        return f"{self.points} из {self.maximum}"


class Deficit(SessionPart):
    """A competence whose score is under the tool's threshold. Kept by ``services.rebuild_deficits``."""

    access = Access("diagnostics", (PERSON_PLACE, BY_PROVIDER))
    dated = OF_SESSION

    percent = models.DecimalField("результат, %", max_digits=6, decimal_places=2)
    threshold = models.DecimalField("порог, %", max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = "профессиональный дефицит"
        verbose_name_plural = "профессиональные дефициты"
        ordering = ("session", "competence")
        constraints = (
            *part_of_session("deficit"),
            models.UniqueConstraint(fields=("id", "person"), name="deficit_person"),
        )

    def __str__(self) -> str:
        return f"{self.percent} % при пороге {self.threshold} %"
