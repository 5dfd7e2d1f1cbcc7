"""Reads of sessions: results against thresholds, deficits, how fresh a session is (DOMAIN 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import DateField, DecimalField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.core.subqueries import counted
from apps.core.text import NBSP, format_number, round_half_up
from apps.core.today import TODAY
from apps.diagnostics.bands import Band, level, read
from apps.diagnostics.models import Deficit, DiagnosticSession, Score, ToolThreshold

VALID_YEARS = 3


def fresh_since(day: Any) -> Func:
    """The last day on which a session is too old to count as current on ``day`` (three years unless set).

    ``day`` is a date or an expression.
    """
    on = Value(day) if isinstance(day, date) else day
    template = f"(%(expressions)s::date - interval '{VALID_YEARS} years')::date"
    return Func(on, template=template, output_field=DateField())


def current(day: Any = None) -> Q:
    """Independent sessions that are neither annulled nor older than their validity."""
    on = day or timezone.localdate()
    kept = Q(annulled_on__isnull=True) | Q(annulled_on__gt=on)
    return kept & Q(independent=True, completed_on__lte=on, completed_on__gt=fresh_since(on))


def counting_sessions() -> QuerySet[DiagnosticSession]:
    """Independent sessions that are not annulled, however old and whoever conducted them, the latest first."""
    return DiagnosticSession.objects.filter(independent=True, annulled_on=None).order_by("-completed_on", "-pk")


def diagnosed(day: date | None = None) -> Exists:
    """People of an outer query with a current session."""
    return Exists(DiagnosticSession.objects.filter(current(day), person_id=OuterRef("pk")))


def deficit_count() -> Coalesce:
    """The number of deficits of an outer session."""
    return counted(Deficit.objects.all(), "session_id")


def last_session() -> Subquery:
    """The day of the last current session of an outer person."""
    rows = DiagnosticSession.objects.filter(current(TODAY), person_id=OuterRef("pk"))
    return Subquery(rows.order_by("-completed_on").values("completed_on")[:1])


@dataclass(frozen=True, slots=True)
class Result:
    """One competence of a session: the share of points in percent, the threshold, whether it is a deficit."""

    code: str
    title: str
    block: str
    points: Decimal
    maximum: Decimal
    threshold: Decimal
    score_id: int
    bands: tuple[Band, ...] = ()

    @property
    def level(self) -> str:
        """The level of the result by the tool's own setting; empty where the tool has none."""
        return level(self.bands, self.percent)

    @property
    def percent(self) -> Decimal:
        """Points of maximum in percent, one decimal."""
        return round_half_up(100 * self.points / self.maximum, 1)

    @property
    def is_deficit(self) -> bool:
        """Under the threshold; exactly at it is none."""
        return 100 * self.points < self.threshold * self.maximum

    @property
    def words(self) -> str:
        """«45,0 % при пороге 60 %: дефицит»."""
        mark = "дефицит" if self.is_deficit else "в норме"
        threshold = format_number(self.threshold.normalize())
        return f"{format_number(self.percent)}{NBSP}% при пороге {threshold}{NBSP}%: {mark}"

    @property
    def bar(self) -> dict[str, str]:
        """Where the bar and the mark of the threshold stand, in hundredths of the width."""
        return {"width": f"{min(self.percent, Decimal(100)):.1f}", "mark": f"{self.threshold:.1f}"}


def scored(session: DiagnosticSession) -> QuerySet[Score]:
    """The scores of a session with the threshold of each competence."""
    own = ToolThreshold.objects.filter(tool_id=session.tool_id, competence_id=OuterRef("competence_id"))
    threshold = Coalesce(
        Subquery(own.values("percent")[:1]), F("session__tool__threshold"), output_field=DecimalField()
    )
    return session.scores.select_related("competence").annotate(threshold=threshold).order_by("competence__code")


def results(session: DiagnosticSession) -> list[Result]:
    """What a session found, by the competences' codes."""
    bands = tuple(read(session.tool.bands))
    return [
        Result(
            score.competence.code,
            score.competence.title,
            score.competence.get_block_display(),
            score.points,
            score.maximum,
            Decimal(getattr(score, "threshold")),  # noqa: B009 - an annotation
            score.pk,
            bands,
        )
        for score in scored(session)
    ]


def results_context(session: DiagnosticSession, actor: Any) -> dict[str, Any]:
    """What the tab of results reads."""
    found = results(session)
    return {
        "session": session,
        "results": found,
        "deficits": sum(result.is_deficit for result in found),
        "level": level_of(session, found),
    }


def level_of(session: DiagnosticSession, found: Sequence[Result]) -> str:
    """The level of the whole session, points of maximum over all: «базовый (64,0 %)»; empty without levels."""
    bands, maximum = read(session.tool.bands), sum(result.maximum for result in found)
    if not bands or not maximum:
        return ""
    percent = round_half_up(100 * sum(result.points for result in found) / maximum, 1)
    return f"{level(bands, percent)} ({format_number(percent)}{NBSP}%)"
