"""What events and mentoring add to the first page."""

from django.db.models import Exists, Q, QuerySet

from apps.core import access
from apps.core.actor import Actor
from apps.core.web import agenda, nav
from apps.core.web.period import Period
from apps.events import selectors
from apps.events.models import Event
from apps.teachers import selectors as people
from apps.teachers.models import Person

HELD = ("мероприятие за период", "мероприятия за период", "мероприятий за период")


def alone(actor: Actor, period: Period) -> QuerySet[Person]:
    """Young specialists without a mentor today."""
    mine = Person.objects.filter(access.scope(Person, actor))
    return people.young(mine).filter(~Exists(selectors.mentorings()))


def of_period(actor: Actor, period: Period) -> QuerySet[Event]:
    """Events that begin in the period."""
    inside = Q(start__range=(period.start, period.end))
    return Event.objects.filter(access.scope(Event, actor)).filter(inside)


agenda.add_todo(
    agenda.Todo(
        "alone",
        "Молодые специалисты без наставника",
        alone,
        "teachers:person_list",
        "young=yes&mentored=no",
        frozenset({"cnppm", "methodist"}),
        35,
    )
)
agenda.add_count(
    agenda.Count("events", HELD, of_period, "events:event_list", nav.everyone, "start_from={start}&start_to={end}", 60)
)
