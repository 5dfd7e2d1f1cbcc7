"""Reads of recommendations, in the acting person's scope."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from apps.core import access
from apps.core.actor import current
from apps.monitoring.enums import Level, RecommendationState
from apps.monitoring.models import Recommendation, Report
from apps.monitoring.models.recommendation import OWED, PREPARED
from apps.monitoring.recommendations import RULES

LEVELS = {Level.REGION: 0, Level.MUNICIPALITY: 1, Level.ORGANIZATION: 2}
RANK = Case(*[When(level=level, then=Value(rank)) for level, rank in LEVELS.items()], output_field=IntegerField())


@dataclass(frozen=True, slots=True)
class Step:
    """A move of a recommendation."""

    title: str
    at: datetime
    who: str
    words: str


def readable() -> QuerySet[Recommendation]:
    """What the acting person may see: the centre everything, addressees and the ministry what was sent."""
    return Recommendation.objects.filter(access.scope(Recommendation, current()))


def recommendations_of(report: Report) -> QuerySet[Recommendation]:
    """The recommendations of a report's period for its page and its documents, the region's first, then by unit.

    Prepared ones are seen by the centre alone, dropped ones by nobody: whoever signs the report states what stands.
    They carry counts and no person.
    """
    period = {"period_from": report.period_from, "period_to": report.period_to}
    rows = readable().filter(profile=report.profile_id, **period).exclude(state=RecommendationState.DROPPED)
    return rows.select_related("organization").order_by(RANK, "unit_name", "rule", "id")


def title_of(rule: str) -> str:
    """What a rule looks for, in words; its code where there is no such rule any more."""
    return RULES[rule].title if rule in RULES else rule


def overdue(rows: QuerySet[Recommendation], today: date | None = None) -> QuerySet[Recommendation]:
    """Of these recommendations those whose term has passed."""
    return rows.filter(state__in=OWED, due__lt=today or timezone.localdate())


def trail_of(row: Recommendation) -> list[Step]:
    """The moves of a recommendation, the first first."""
    labels = dict(RecommendationState.choices)
    return [
        Step(labels.get(step["state"], step["state"]), datetime.fromisoformat(step["at"]), step["who"], step["words"])
        for step in row.trail
    ]


def summary(rows: QuerySet[Recommendation]) -> Mapping[str, Any]:
    """How many there are: prepared, sent and not answered, overdue, to be accepted, closed."""
    late = Q(state__in=OWED, due__lt=timezone.localdate())
    return rows.order_by().aggregate(
        total=Count("pk"),
        prepared=Count("pk", filter=Q(state__in=PREPARED)),
        owed=Count("pk", filter=Q(state__in=OWED)),
        overdue=Count("pk", filter=late),
        answered=Count("pk", filter=Q(state__in=(RecommendationState.DONE, RecommendationState.DECLINED))),
        closed=Count("pk", filter=Q(state=RecommendationState.ACCEPTED)),
    )
