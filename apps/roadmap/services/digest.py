"""The nightly care of roadmaps: execution rows, progress, and one notification a person of what is late or near."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.services import notices
from apps.core.text import NBSP
from apps.roadmap.enums import OPEN_STATES
from apps.roadmap.models import Occurrence, Roadmap
from apps.roadmap.selectors import reporters
from apps.roadmap.services.occurrences import make_occurrences
from apps.roadmap.services.progress import refresh_progress

ACTOR = system("roadmap")
NEAR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much of an organization's is late, and near."""

    late: int
    near: int

    @property
    def text(self) -> str:
        """One sentence: «Дорожная карта: просрочено мер — 3; срок в ближайшие 14 дней — 2»."""
        parts = []
        if self.late:
            parts.append(f"просрочено мер —{NBSP}{self.late}")
        if self.near:
            parts.append(f"срок в ближайшие {NEAR.days}{NBSP}дней —{NBSP}{self.near}")
        return f"Дорожная карта: {'; '.join(parts)}"


def nightly(today: date | None = None) -> tuple[int, int]:
    """Make what is missing, count, remind; returns how many rows were made and how many people were told."""
    with acting(ACTOR):
        roadmaps = list(Roadmap.objects.select_related("profile"))
        made = sum(make_occurrences(roadmap).created for roadmap in roadmaps)
        refresh_progress(roadmaps)
        return made, remind(today or timezone.localdate())


def remind(today: date) -> int:
    """One notification for everybody whose organization has something new that is late or near; returns how many.

    Told on the day after a term has passed and 14 days before one: the same list is not repeated every night.
    """
    with acting(ACTOR):
        open_ones = Occurrence.objects.filter(state__in=OPEN_STATES, passed=False, item__active=True)
        moved = open_ones.filter(due__in=(today + NEAR, today - timedelta(days=1)))
        concerned = set(moved.values_list("organization_id", flat=True))
        found = waiting_of(concerned, today)
        users = people_of(concerned)
        url = f"{reverse('roadmap:occurrence_list')}?mine=yes&state=planned&state=returned"
        return notices.notify((user, Waiting(*sums).text, url) for user, sums in merged(users, found).items())


def waiting_of(organizations: set[int], today: date) -> dict[int, Waiting]:
    """What waits, by organization."""
    rows = Occurrence.objects.filter(
        organization_id__in=organizations, state__in=OPEN_STATES, item__active=True, passed=False, due__lte=today + NEAR
    )
    counted = (
        rows.order_by()
        .values_list("organization_id")
        .annotate(late=Count("pk", filter=Q(due__lt=today)), near=Count("pk", filter=Q(due__gte=today)))
    )
    return {organization: Waiting(late, near) for organization, late, near in counted}


def people_of(organizations: set[int]) -> dict[int, set[int]]:
    """User → the organizations that the user reports for."""
    found: dict[int, set[int]] = defaultdict(set)
    for user, organization in reporters(organizations).values_list("user_id", "organization_id"):
        found[user].add(organization)
    return found


def merged(users: dict[int, set[int]], found: dict[int, Waiting]) -> dict[int, tuple[int, int]]:
    """User → late and near over all organizations of theirs."""
    return {
        user: (sum(found[one].late for one in own), sum(found[one].near for one in own)) for user, own in users.items()
    }
