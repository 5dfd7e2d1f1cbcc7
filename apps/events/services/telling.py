"""Who hears of an event in the bell: the registered people themselves, never the one who acts."""

from collections.abc import Iterable

from django.urls import reverse

from apps.core.actor import acting, current, system
from apps.core.services import notices
from apps.core.text import NBSP, format_date
from apps.events.models import Event
from apps.teachers.enums import Relation
from apps.teachers.models import PersonLink

BELL = system("events")
SHOWN_TITLE = 140


def named(event: Event) -> str:
    """«Ярмарка» 01.02.2026."""
    title = event.title if len(event.title) <= SHOWN_TITLE else event.title[: SHOWN_TITLE - 1] + "…"
    return f"«{title}»{NBSP}{format_date(event.start)}"


def tell(event: Event, people: Iterable[int], text: str) -> int:
    """Ring the bells of the users who are these people; returns how many were told."""
    me, known = current().user_id, list(people)
    url = reverse("events:event_detail", args=(event.pk,)) + "?tab=visit"
    with acting(BELL):
        links = PersonLink.objects.filter(person_id__in=known, relation=Relation.SELF, user__is_active=True)
        users = sorted({int(user) for user in links.values_list("user", flat=True) if user} - {me or 0})
        return notices.notify((user, text, url) for user in users)
