"""Routes and items that want a look: overdue, stuck between moves, leaning on a programme that has left the ФР.

The limits are days without the next move. Every condition is asked as of a day, so that a test fixes it.
"""

from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from apps.routes.enums import RouteState
from apps.routes.models import RouteItem
from apps.routes.selectors import in_state, orphaned

DRAFT_DAYS, AGREED_DAYS, APPROVED_DAYS = 14, 7, 30
OPEN = Q(route__completed_on=None, route__cancelled_on=None)
Condition = Callable[[date], Q]


def stuck_draft(day: date) -> Q:
    """Drafts nobody agreed to for more than ``DRAFT_DAYS``."""
    return in_state(RouteState.DRAFT) & Q(drafted_on__lt=day - timedelta(days=DRAFT_DAYS))


def stuck_agreed(day: date) -> Q:
    """Agreed and not approved for more than ``AGREED_DAYS``."""
    return in_state(RouteState.AGREED) & Q(agreed_on__lt=day - timedelta(days=AGREED_DAYS))


def stuck_approved(day: date) -> Q:
    """Approved for more than ``APPROVED_DAYS``, neither begun nor any item done."""
    moved = Exists(RouteItem.objects.filter(route_id=OuterRef("pk"), done_on__isnull=False))
    return in_state(RouteState.APPROVED) & Q(approved_on__lt=day - timedelta(days=APPROVED_DAYS)) & ~Q(moved)


def late_item(day: date) -> Q:
    """Items of routes going on whose term has passed and that are not done."""
    return OPEN & Q(done_on=None, due__lt=day)


def orphaned_item(day: date) -> Q:
    """Items not done yet whose programme was in the ФР and is not any more, or leaves it before the item's term."""
    return OPEN & Q(done_on=None) & orphaned(day)


def with_item(condition: Condition) -> Condition:
    """Routes with an item that meets the condition."""

    def routes(day: date) -> Q:
        return Q(Exists(RouteItem.objects.filter(condition(day), route_id=OuterRef("pk"))))

    return routes


# key → title of the filter, condition on routes
ATTENTION: dict[str, tuple[str, Condition]] = {
    "draft": (f"черновик дольше {DRAFT_DAYS} дней", stuck_draft),
    "agreed": (f"согласован и не утверждён дольше {AGREED_DAYS} дней", stuck_agreed),
    "approved": (f"утверждён и без движения дольше {APPROVED_DAYS} дней", stuck_approved),
    "late": ("есть просроченные пункты", with_item(late_item)),
    "registry": ("программа выбыла из ФР ДПП", with_item(orphaned_item)),
}


def wanting(key: str, day: date | None = None) -> Q:
    """Routes that want a look for this reason."""
    return ATTENTION[key][1](day or timezone.localdate())
