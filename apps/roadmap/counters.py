"""What roadmaps give to count: measures carried out and accepted."""

from datetime import date

from django.db.models import QuerySet

from apps.core import counters
from apps.core.counters import Counter, Place
from apps.roadmap.enums import State
from apps.roadmap.models import Occurrence


def accepted(place: Place, start: date, end: date) -> QuerySet[Occurrence]:
    """Executions accepted in the term."""
    return Occurrence.objects.filter(place.q(), state=State.ACCEPTED, accepted_on__range=(start, end))


counters.add(
    Counter("roadmap_accepted", "Принято исполнений мероприятий дорожной карты",
            ("исполнение", "исполнения", "исполнений"), accepted, "Дорожная карта"),
)  # fmt: skip
