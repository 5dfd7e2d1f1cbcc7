"""What individual routes give to count."""

from datetime import date

from django.db.models import Q, QuerySet

from apps.core import counters
from apps.core.counters import Counter, Place, Rows
from apps.routes.enums import ItemKind
from apps.routes.models import IndividualRoute, RouteItem

GROUP = "Маршруты"
PAGE, DATES = "routes:route_list", "approved_from={start}&approved_to={end}"
ROUTES = ("ИОМ", "ИОМ", "ИОМ")
PEOPLE = ("человек", "человека", "человек")
ITEMS = ("пункт", "пункта", "пунктов")


def approved(**fields: bool) -> Rows:
    """Routes approved in the term and not cancelled by its end."""

    def rows(place: Place, start: date, end: date) -> QuerySet[IndividualRoute]:
        kept = Q(cancelled_on__isnull=True) | Q(cancelled_on__gt=end)
        return IndividualRoute.objects.filter(place.q(), kept, approved_on__range=(start, end), **fields)

    return rows


def drafted(place: Place, start: date, end: date) -> QuerySet[IndividualRoute]:
    """Routes drafted in the term; one with no date of drafting counts by its approval."""
    span = (start, end)
    when = Q(drafted_on__range=span) | Q(drafted_on__isnull=True, approved_on__range=span)
    return IndividualRoute.objects.filter(place.q(), when)


def completed(place: Place, start: date, end: date) -> QuerySet[IndividualRoute]:
    """Routes completed in the term."""
    return IndividualRoute.objects.filter(place.q(), completed_on__range=(start, end))


def done(*kinds: str) -> Rows:
    """Items of routes done in the term."""

    def rows(place: Place, start: date, end: date) -> QuerySet[RouteItem]:
        found = RouteItem.objects.filter(place.q(), done_on__range=(start, end))
        return found.filter(kind__in=kinds) if kinds else found

    return rows


counters.add(
    Counter("routes_drafted", "Составлено ИОМ", ROUTES, drafted, GROUP),
    Counter("routes_approved", "Утверждено ИОМ", ROUTES, approved(), GROUP),
    Counter("routed", "Имеют утверждённый ИОМ", PEOPLE, approved(), GROUP, distinct="person_id"),
    Counter("routed_managers", "Руководителей имеют утверждённый ИОМ", PEOPLE, approved(managerial=True), GROUP,
            distinct="person_id"),
    Counter("routes_led", "Утверждено ИОМ с сопровождающим", ROUTES, approved(tutor__isnull=False), GROUP,
            page=PAGE, query=f"led=yes&{DATES}"),
    Counter("routes_completed", "Завершено ИОМ", ROUTES, completed, GROUP),
    Counter("items_done", "Выполнено пунктов ИОМ", ITEMS, done(), GROUP),
    Counter("items_done_informal", "Выполнено неформальных и информальных пунктов ИОМ", ITEMS,
            done(ItemKind.NON_FORMAL, ItemKind.INFORMAL), GROUP),
)  # fmt: skip
