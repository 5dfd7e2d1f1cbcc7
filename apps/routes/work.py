"""Worklists of routes: what waits for whom, what is late, what stands still."""

import calendar
from datetime import date

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone

from apps.diagnostics.models import Deficit, DiagnosticSession
from apps.diagnostics.selectors import current as current_session
from apps.routes.enums import RouteState
from apps.routes.models import IndividualRoute, RouteItem
from apps.routes.selectors import in_state, item_title, route_state
from apps.routes.standing import OPEN as ITEM_OPEN
from apps.routes.standing import late_item, stuck_agreed, stuck_approved, stuck_draft
from apps.teachers.models import Person

AGREE, APPROVE, ENDING, LATE, STUCK = "agree", "approve", "ending", "late", "stuck"
WORK = (
    (AGREE, "Ждут согласия педагога"),
    (APPROVE, "Ждут утверждения"),
    (ENDING, "Заканчиваются в этом месяце"),
    (LATE, "Есть просроченные пункты"),
    (STUCK, "Стоят без движения"),
)
NO_ROUTE = "none"
STANDINGS = ((NO_ROUTE, "есть дефициты, маршрута нет"), ("open", "маршрут идёт"), ("done", "маршрут завершён"))
RUNNING = Q(approved_on__isnull=False, completed_on=None, cancelled_on=None)
OPEN = Q(completed_on=None, cancelled_on=None)


def open_items() -> QuerySet[RouteItem]:
    """The items of an outer route that is open which are not done, the earliest term first."""
    rows = RouteItem.objects.filter(ITEM_OPEN, route_id=OuterRef("pk"), done_on=None)
    return rows.order_by(F("due").asc(nulls_last=True), "pk")


def next_item() -> Subquery:
    """What is to be done next in an outer route."""
    return Subquery(open_items().annotate(_shown=item_title()).values("_shown")[:1])


def next_due() -> Subquery:
    """The term of what is to be done next."""
    return Subquery(open_items().values("due")[:1])


def last_step() -> Greatest:
    """The day on which an outer route moved last: a step of its life, or an item done."""
    done = RouteItem.objects.filter(route_id=OuterRef("pk"), done_on__isnull=False).order_by().values("route_id")
    latest = Subquery(done.annotate(day=Max("done_on")).values("day"))
    return Greatest("drafted_on", "agreed_on", "approved_on", "started_on", latest)


def ends_on() -> Subquery:
    """The last term of an outer route's items."""
    rows = RouteItem.objects.filter(route_id=OuterRef("pk"), due__isnull=False).order_by().values("route_id")
    return Subquery(rows.annotate(day=Max("due")).values("day"))


def worklist(rows: QuerySet[IndividualRoute], key: str, day: date | None = None) -> QuerySet[IndividualRoute]:
    """Of these routes those of a worklist on a day (today by default). Raises ``KeyError`` for an unknown one."""
    on = day or timezone.localdate()
    items = RouteItem.objects.filter(route_id=OuterRef("pk"))
    if key == ENDING:
        last = on.replace(day=calendar.monthrange(on.year, on.month)[1])
        return rows.filter(RUNNING).alias(_ends=ends_on()).filter(_ends__range=(on.replace(day=1), last))
    if key == STUCK:
        return rows.filter(stuck_draft(on) | stuck_agreed(on) | stuck_approved(on))
    conditions = {
        AGREE: in_state(RouteState.DRAFT) & Q(Exists(items)),
        APPROVE: in_state(RouteState.AGREED),
        LATE: RUNNING & Q(Exists(items.filter(late_item(on)))),
    }
    return rows.filter(conditions[key])


def with_deficits() -> Exists:
    """People of an outer query with a deficit in a session that counts as current."""
    sessions = DiagnosticSession.objects.filter(current_session(), pk=OuterRef("session_id"))
    return Exists(Deficit.objects.filter(Exists(sessions), person_id=OuterRef("pk")))


def kept_routes() -> QuerySet[IndividualRoute]:
    """The routes of an outer person that are not cancelled, the latest first."""
    return IndividualRoute.objects.filter(person_id=OuterRef("pk"), cancelled_on=None).order_by("-pk")


def standing(rows: QuerySet[Person], key: str) -> QuerySet[Person]:
    """Of these people those who stand so with diagnostics and routes. Raises ``KeyError`` for an unknown standing."""
    routes = kept_routes()
    conditions = {
        NO_ROUTE: Q(with_deficits()) & ~Q(Exists(routes)),
        "open": Q(Exists(routes.filter(OPEN))),
        "done": Q(Exists(routes.filter(completed_on__isnull=False))) & ~Q(Exists(routes.filter(OPEN))),
    }
    return rows.filter(conditions[key])


def latest_state() -> Subquery:
    """The state of an outer person's latest route that is not cancelled."""
    return Subquery(kept_routes().annotate(now=route_state()).values("now")[:1])
