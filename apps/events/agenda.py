"""What events add to the first page."""

from django.db.models import Q, QuerySet

from apps.core import access
from apps.core.actor import Actor
from apps.core.web import agenda, nav
from apps.core.web.period import Period
from apps.events.models import Event

HELD = ("мероприятие за период", "мероприятия за период", "мероприятий за период")


def of_period(actor: Actor, period: Period) -> QuerySet[Event]:
    """Events that begin in the period."""
    inside = Q(start__range=(period.start, period.end))
    return Event.objects.filter(access.scope(Event, actor)).filter(inside)


agenda.add_count(
    agenda.Count("events", HELD, of_period, "events:event_list", nav.everyone, "start_from={start}&start_to={end}", 60)
)
