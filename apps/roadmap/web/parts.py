"""What the tabs of measures, of their execution and of roadmaps read."""

from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from apps.core import access, counters
from apps.core.actor import Actor
from apps.core.subqueries import counted
from apps.core.text import NBSP, count_text, format_percent
from apps.organizations.selectors import name_of
from apps.roadmap.enums import OPEN_STATES, State
from apps.roadmap.models import Occurrence, Progress, Roadmap, RoadmapItem
from apps.roadmap.policies import reports
from apps.roadmap.selectors import against, planned
from apps.roadmap.services.progress import freshen, place_of
from apps.roadmap.terms import parse


@dataclass(frozen=True, slots=True)
class Shown:
    """A counter of a measure in a year, as it is drawn."""

    year: int
    title: str
    text: str
    share: str
    width: str
    url: str
    counted_at: Any


def term_words(item: RoadmapItem) -> str:
    """How the printed term was understood: «месяц, ежегодно»."""
    term = parse(item.term)
    return f"{term.kind.label}, {term.repeat.label}"


def body_of(occurrence: Occurrence) -> str:
    """The executor's name; empty where out of sight."""
    return name_of(occurrence.organization_id)


def lateness(occurrence: Occurrence) -> str:
    """«на 12 дней»; empty where it is not late."""
    today = timezone.localdate()
    if occurrence.state not in OPEN_STATES or occurrence.due is None or occurrence.due >= today:
        return ""
    return f"на{NBSP}{count_text((today - occurrence.due).days, 'день', 'дня', 'дней')}"


def measure_count() -> Coalesce:
    """How many measures in force an outer roadmap has."""
    return counted(RoadmapItem.objects.filter(active=True), "roadmap_id")


def progress_context(item: RoadmapItem, actor: Actor) -> dict[str, Any]:
    """What the counters of a measure show, year by year, counted now."""
    freshen([item.roadmap], years=set(range(item.roadmap.first_year, item.roadmap.last_year + 1)))
    rows = Progress.objects.filter(access.scope(Progress, actor), quantity__item=item)
    found = rows.select_related("quantity").order_by("year", "quantity__position")
    return {"rows": [shown(item, row, actor) for row in found], "quantities": item.quantity_texts}


def shown(item: RoadmapItem, row: Progress, actor: Actor) -> Shown:
    """One line of the progress; a link to the rows where the reader may open their list."""
    counter = counters.get(row.quantity.counter)
    plan = planned(row.quantity.value, row.quantity.period, row.each)
    share = format_percent(row.number, plan) if plan else ""
    width = f"{min(100 * row.number / plan, 100):.1f}" if plan else "0"
    place = place_of(item.roadmap)
    url = counters.url_for(counter, actor, place, row.start, row.end) or ""
    return Shown(row.year, counter.title, against(row.number, plan), share, width, url, row.counted_at)


def evidence_context(occurrence: Occurrence, actor: Actor) -> dict[str, Any]:
    """The evidence of an execution, and the way to add some."""
    open_to = occurrence.state != State.ACCEPTED and reports(actor, occurrence)
    add = f"{reverse('roadmap:evidence_create')}?occurrence={occurrence.pk}" if open_to else ""
    return {"evidence": list(occurrence.evidences.all()), "add": add, "occurrence": occurrence}


def moves_context(occurrence: Occurrence, actor: Actor) -> dict[str, Any]:
    """The steps of the acceptance."""
    return {"moves": list(occurrence.moves.all())}


def course_context(roadmap: Roadmap, actor: Actor) -> dict[str, Any]:
    """The pages of each year."""
    years = range(roadmap.first_year, roadmap.last_year + 1)
    timeline, course = reverse("roadmap:timeline"), reverse("roadmap:course", args=(roadmap.pk,))
    links = [(year, f"{timeline}?roadmap={roadmap.pk}&year={year}", f"{course}?year={year}") for year in years]
    return {"links": links}
