"""Open items of routes that lean on programmes which have left the federal registry."""

from django.db.models import QuerySet
from django.utils import timezone

from apps.core import access
from apps.core.actor import Actor
from apps.core.web import agenda
from apps.core.web import filters as core_filters
from apps.core.web.filters import ChoiceFilter
from apps.core.web.period import Period
from apps.programs.selectors.excluded import LEFT
from apps.routes.models import RouteItem
from apps.routes.services.alerts import leaning_items


def by_left(rows: QuerySet[RouteItem], name: str, value: str) -> QuerySet[RouteItem]:
    """The filter of items."""
    leaning = leaning_items(timezone.localdate()).values("pk")
    return rows.filter(pk__in=leaning) if value == "yes" else rows.exclude(pk__in=leaning)


def waiting(actor: Actor, period: Period) -> QuerySet[RouteItem]:
    """What waits: items in sight that lean on an excluded programme."""
    return leaning_items(timezone.localdate()).filter(access.scope(RouteItem, actor))


core_filters.add("routes.item", "left", ChoiceFilter(label="Программа в ФР ДПП", choices=LEFT, method=by_left))
agenda.add_todo(
    agenda.Todo(
        "left_items",
        "Пункты маршрутов по программам, исключённым из ФР ДПП",
        waiting,
        "routes:item_list",
        "left=yes",
        frozenset({"cnppm", "methodist", "tutor"}),
        21,
    )
)
