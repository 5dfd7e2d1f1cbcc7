"""What events add to the first page."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from apps.core import access
from apps.core.actor import Actor
from apps.core.web import agenda, nav
from apps.core.web.period import Period
from apps.events import visits
from apps.events.models import Event

BOUNDS = "start_from={start}&start_to={end}"
HELD = ("мероприятие за период", "мероприятия за период", "мероприятий за период")


def of_period(actor: Actor, period: Period) -> QuerySet[Event]:
    """Events that begin in the period."""
    inside = Q(start__range=(period.start, period.end), cancelled_on=None)
    return Event.objects.filter(access.scope(Event, actor)).filter(inside)


agenda.add_todo(
    agenda.Todo(
        "visits",
        "Мероприятия, на которые вы записаны",
        lambda actor, period: visits.upcoming(actor, timezone.localdate()),
        "events:calendar",
        "show=list&mine=1",
        frozenset({"teacher", "tutor"}),
        36,
    )
)
agenda.add_todo(
    agenda.Todo(
        "marks",
        "Мероприятия ждут отметки явки",
        lambda actor, period: visits.unmarked(actor, timezone.localdate()),
        "events:event_list",
        "marks=waiting",
        frozenset({"cnppm", "iro", "methodist"}),
        37,
    )
)
agenda.add_count(agenda.Count("events", HELD, of_period, "events:event_list", nav.everyone, f"time=held&{BOUNDS}", 60))
