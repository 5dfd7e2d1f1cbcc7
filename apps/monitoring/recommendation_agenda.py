"""What recommendations add to the first page: what waits for the addressee, and what for those who lead."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from apps.core import access
from apps.core.actor import Actor
from apps.core.text import in_sentence
from apps.core.web import agenda, starts
from apps.core.web.period import Period
from apps.monitoring.enums import RecommendationState as State
from apps.monitoring.models import Recommendation
from apps.monitoring.recommendation_policies import ANSWERING
from apps.monitoring.selectors.recommendations import title_of

LIST = "monitoring:recommendation_list"
LEADING, ANSWERED = frozenset({"cnppm", "methodist"}), (State.DONE, State.DECLINED)


def standing(*states: State) -> Callable[[Actor, Period], QuerySet[Any]]:
    """Recommendations of the actor's scope in these states, whatever the period of the frame."""

    def rows(actor: Actor, period: Period) -> QuerySet[Recommendation]:
        return Recommendation.objects.filter(access.scope(Recommendation, actor), state__in=states)

    return rows


def late(actor: Actor, period: Period) -> QuerySet[Any]:
    """Those whose term has passed."""
    owed = standing(State.SENT, State.ACKNOWLEDGED)(actor, period)
    return owed.filter(due__lt=timezone.localdate())


for todo in (
    agenda.Todo("recommended", "Новые рекомендации вам", standing(State.SENT), LIST, "state=sent", ANSWERING, 6),
    agenda.Todo("recommended_late", "Рекомендации просрочены", late, LIST, "late=1", ANSWERING | {"cnppm"}, 4),
    agenda.Todo(
        "recommended_done", "Ответы на рекомендации ждут проверки", standing(*ANSWERED), LIST,
        "state=done&state=declined", frozenset({"cnppm"}), 8,
    ),
    agenda.Todo(
        "recommended_drafts", "Рекомендации не направлены", standing(State.PROPOSED, State.EDITED), LIST,
        "state=proposed&state=edited", LEADING, 12,
    ),
):  # fmt: skip
    agenda.add_todo(todo)


def answers_due(actor: Actor, first: date, last: date) -> list[starts.Due]:
    """Recommendations to be answered between two days."""
    rows = standing(State.SENT, State.ACKNOWLEDGED)(actor, Period(first.year)).filter(due__range=(first, last))
    found = rows.order_by("due").values_list("due", "unit_name", "rule", "pk")[: starts.SHOWN]
    return [
        starts.Due(
            due, f"{unit}: {in_sentence(title_of(rule))}", reverse("monitoring:recommendation_detail", args=(pk,))
        )
        for due, unit, rule, pk in found
    ]


starts.add_deadlines("recommendations", ANSWERING, answers_due)
