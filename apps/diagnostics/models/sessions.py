"""Sessions, scores and deficits (DOMAIN 5)."""

from django.db import models

from apps.core.access import PERSON_PLACE, Access, Path
from apps.core.constraints import CompositeForeignKey, placed_with_person
from apps.core.locks import Dated, Day
from apps.diagnostics.enums import Purpose
from apps.diagnostics.models.framework import Competence, Tool
from apps.organizations.models import Organization
from apps.teachers.models import PersonModel

# Whoever conducted a session sees it, whatever place its person has (ЦОПМКП: «its own sessions»).
BY_PROVIDER = Path(region="", municipality="", organization="provider_id")
# A part of a session happened on the session's day.
OF_SESSION = Dated(
    (Day("session", "(SELECT s.completed_on FROM diagnostics_diagnosticsession s WHERE s.id = {t}.session_id)"),),
    person="person_id",
    parent=("diagnostics_diagnosticsession", "session_id"),
)


class DiagnosticSession(PersonModel):
    """One person, one tool, one completion date. ``provider`` is the organization that conducted it."""

    access = Access("diagnostics", (PERSON_PLACE, BY_PROVIDER))
    # What a session was held for is read by no figure.
    dated = Dated((Day("completed_on"), Day("annulled_on", alone=True)), free=("purpose",), person="person_id")

    tool = models.ForeignKey(Tool, models.PROTECT, verbose_name="инструмент", related_name="sessions")
    provider = models.ForeignKey(Organization, models.PROTECT, verbose_name="кто провёл", related_name="+")
    completed_on = models.DateField("дата")
    independent = models.BooleanField("независимая оценка", default=True)
    purpose = models.CharField("цель", max_length=12, choices=Purpose, blank=True)
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
