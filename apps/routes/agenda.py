"""What routes add to the first page."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.core import access
from apps.core.actor import Actor
from apps.core.web import agenda, home, nav, starts
from apps.core.web.period import Period
from apps.routes import selectors, standing
from apps.routes.enums import RouteState
from apps.routes.models import IndividualRoute, RouteItem

APPROVED = ("маршрут утверждён за период", "маршрута утверждено за период", "маршрутов утверждено за период")


def mine(actor: Actor) -> QuerySet[IndividualRoute]:
    """The routes in the actor's scope."""
    return IndividualRoute.objects.filter(access.scope(IndividualRoute, actor))


def in_state(state: RouteState) -> agenda.Rows:
    """The actor's routes in a state."""

    def rows(actor: Actor, period: Period) -> QuerySet[IndividualRoute]:
        return mine(actor).filter(selectors.in_state(state.value))

    return rows


def to_agree(actor: Actor, period: Period) -> QuerySet[IndividualRoute]:
    """Drafts with something in them to agree with."""
    return in_state(RouteState.DRAFT)(actor, period).filter(Exists(RouteItem.objects.filter(route_id=OuterRef("pk"))))


def consent_context(actor: Actor, period: Period) -> dict[str, Any] | None:
    """The drafts that the teacher agrees with right on the first page; None for everybody else."""
    if actor.role != "teacher":
        return None
    hours = Coalesce(Subquery(
        RouteItem.objects.filter(route_id=OuterRef("pk")).order_by().values("route_id")
        .annotate(n=Sum("hours")).values("n")), 0)  # fmt: skip
    routes = list(to_agree(actor, period).annotate(items_count=selectors.item_count(), hours=hours))
    return {"routes": routes} if routes else None


def late_items(actor: Actor, period: Period) -> QuerySet[RouteItem]:
    """Items whose term has passed and that are not done."""
    return RouteItem.objects.filter(access.scope(RouteItem, actor)).filter(standing.late_item(timezone.localdate()))


def approved(actor: Actor, period: Period) -> QuerySet[IndividualRoute]:
    """Routes approved in the period."""
    inside = Q(approved_on__range=(period.start, period.end))
    return IndividualRoute.objects.filter(access.scope(IndividualRoute, actor)).filter(inside)


agenda.add_todo(
    agenda.Todo(
        "agreed",
        "Маршруты ждут утверждения",
        in_state(RouteState.AGREED),
        "routes:route_list",
        "state=agreed",
        frozenset({"cnppm"}),
        10,
    )
)
agenda.add_todo(
    agenda.Todo(
        "drafts",
        "Маршруты ждут вашего согласия",
        to_agree,
        "routes:route_list",
        "state=draft&items=yes",
        frozenset({"teacher"}),
        10,
    )
)
agenda.add_todo(
    agenda.Todo(
        "late",
        "Просроченные пункты маршрутов",
        late_items,
        "routes:item_list",
        "state=late",
        frozenset({"cnppm", "methodist", "tutor", "council", "teacher"}),
        20,
    )
)
LEADING = frozenset({"cnppm", "tutor", "council"})
WAITING = (
    ("draft", "Черновики ИОМ ждут согласия педагога слишком долго", LEADING, 21),
    ("agreed", "Согласованные ИОМ долго не утверждают", frozenset({"cnppm"}), 22),
    ("approved", "Утверждённые ИОМ без движения", LEADING, 23),
)


def wanting_rows(key: str) -> agenda.Rows:
    """The actor's routes that want a look for a reason."""
    return lambda actor, period: mine(actor).filter(standing.wanting(key))


for key, title, roles, order in WAITING:
    agenda.add_todo(
        agenda.Todo(f"routes_{key}", title, wanting_rows(key), "routes:route_list", f"attention={key}", roles, order)
    )
agenda.add_count(
    agenda.Count(
        "routes",
        APPROVED,
        approved,
        "routes:route_list",
        nav.holders("routes"),
        "approved_from={start}&approved_to={end}",
        40,
    )
)
home.register(home.Block("consent", "routes/home_consent.html", consent_context, order=4, wide=True))
starts.add_shortcuts(
    starts.Shortcut("Работа с маршрутами", "routes:work", "tutor council", "route", order=10),
    starts.Shortcut("Новый маршрут", "routes:route_create", "cnppm tutor council", "plus", order=30),
    starts.Shortcut("Обращения и консультации", "routes:consultation_list", "tutor", "message", order=40),
    starts.Shortcut("Перенос в практику", "routes:practice_list", "tutor", "school", order=50),
)  # fmt: skip
