"""Items that close by themselves: a programme completed, an event taken part in (DOMAIN 5, 8).

The teacher reports nothing: what others enter about training and events closes the items of running routes that name
the same programme or event, on the day it happened, from the day of the route's approval on. Taking the completion
back opens the item again. What a person confirmed by hand stays as it is.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import DateField, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.services import history
from apps.events.models import Participation
from apps.programs.models import Enrollment
from apps.routes.enums import ClosedBy
from apps.routes.models import IndividualRoute, RouteItem

SYSTEM = system("routes")
RUNNING = Q(approved_on__isnull=False, completed_on=None, cancelled_on=None)


def completions(today: date) -> Subquery:
    """The first day on which the outer item's person completed its programme, since the route's approval."""
    rows = Enrollment.objects.filter(
        person_id=OuterRef("person_id"), program_id=OuterRef("program_id"),
        completed_on__gte=OuterRef("_approved"), completed_on__lte=today,
    )  # fmt: skip
    return Subquery(rows.order_by().values("person_id").annotate(d=Min("completed_on")).values("d"))


def participations(today: date) -> Subquery:
    """The first day on which the outer item's person took part in its event, since the route's approval."""
    happened = Coalesce("on_date", "event__start", output_field=DateField())
    rows = Participation.objects.filter(person_id=OuterRef("person_id"), event_id=OuterRef("event_id"))
    rows = rows.annotate(_on=happened).filter(_on__gte=OuterRef("_approved"), _on__lte=today)
    return Subquery(rows.order_by().values("person_id").annotate(d=Min("_on")).values("d"))


def close_items(people: Collection[int]) -> int:
    """Close and open the items of these people's running routes by what they completed; returns how many changed.

    Set-based: two questions and one write for each kind of learning, however many people. Every change is in the
    history in the name of who entered the completion.
    """
    today = timezone.localdate()
    with acting(SYSTEM):
        changed = [
            *_settle(people, ClosedBy.TRAINING, "program_id", completions(today)),
            *_settle(people, ClosedBy.EVENT, "event_id", participations(today)),
        ]
    history.record_many(history.entry(verb, item, before, after) for verb, item, before, after in changed)
    return len(changed)


Change = tuple[str, RouteItem, dict[str, Any], dict[str, Any]]


def _settle(people: Collection[int], by: ClosedBy, named: str, when: Subquery) -> list[Change]:
    rows = _differing(people, by, named, when)
    changed = []
    for item in rows:
        before = {"done_on": history.plain(item.done_on), "closed_by": item.closed_by}
        item.done_on = getattr(item, "_when")  # noqa: B009 - an annotation
        item.closed_by = by.value if item.done_on else ""
        verb = "close_item" if item.done_on else "open_item"
        changed.append((verb, item, before, {"done_on": history.plain(item.done_on), "closed_by": item.closed_by}))
    RouteItem.objects.bulk_update(rows, ["done_on", "closed_by"], batch_size=1000)
    return changed


def _differing(people: Collection[int], by: ClosedBy, named: str, when: Subquery) -> list[RouteItem]:
    """Items not closed by hand whose day is another one than it should be."""
    own = Q(done_on=None) | Q(closed_by=by)
    rows: QuerySet[RouteItem] = RouteItem.objects.filter(own, person_id__in=list(people))
    running = IndividualRoute.objects.filter(RUNNING, pk=OuterRef("route_id"))
    approved = Subquery(IndividualRoute.objects.filter(pk=OuterRef("route_id")).values("approved_on")[:1])
    rows = rows.filter(Exists(running), **{f"{named}__isnull": False}).annotate(_approved=approved)
    differs = Q(_when__isnull=False, done_on=None) | Q(_when=None, done_on__isnull=False)
    differs |= Q(_when__isnull=False, done_on__isnull=False) & ~Q(done_on=F("_when"))
    return list(rows.annotate(_when=when).filter(differs).order_by("pk"))


def settle_all() -> int:
    """Settle everybody who has an open item naming a programme or an event: what was recorded beforehand happened."""
    with acting(SYSTEM):
        named = Q(program__isnull=False) | Q(event__isnull=False)
        rows = RouteItem.objects.filter(named, done_on=None, route__in=IndividualRoute.objects.filter(RUNNING))
        people = list(rows.order_by().values_list("person_id", flat=True).distinct())
    return close_items(people)
