"""Reads of roadmaps: what is late, whose it is, how a measure stands, how far its quantities are."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import ExtractYear, Greatest, JSONObject, Least

from apps.accounts.models import Assignment
from apps.accounts.selectors import held_today
from apps.core import access
from apps.core.actor import Actor
from apps.core.text import NBSP, format_number, format_percent
from apps.core.today import TODAY
from apps.roadmap.enums import OPEN_STATES, QuantityPeriod, State
from apps.roadmap.models import Occurrence, Progress, Quantity, RoadmapItem
from apps.roadmap.policies import REPORTERS
from apps.roadmap.quantities import WEEKS

STATE_TONES = {State.PLANNED: "secondary", State.REPORTED: "blue", State.RETURNED: "orange", State.ACCEPTED: "green"}


def reporters(organizations: Collection[int]) -> QuerySet[Assignment]:
    """The roles of people who report for these organizations today."""
    return held_today().filter(organization_id__in=organizations, role__in=REPORTERS)


def late(day: date | None = None) -> Q:
    """Occurrences whose term has passed while they wait for their executor; not those from before the portal."""
    return Q(state__in=OPEN_STATES, passed=False, due__lt=day or TODAY)


def is_late() -> Case:
    """Whether an outer occurrence is late, as a column."""
    return Case(When(late(), then=Value(True)), default=Value(False), output_field=BooleanField())


def works(actor: Actor) -> QuerySet[Occurrence]:
    """The execution rows in the actor's scope of measures that are still in force."""
    return Occurrence.objects.filter(access.scope(Occurrence, actor), item__active=True)


def mine(actor: Actor) -> Q:
    """The execution rows of the actor's own organization."""
    return Q(organization_id=actor.organization_id or 0)


def of_item(condition: Q | None = None) -> Exists:
    """Measures of an outer query with an execution row in sight that meets the condition."""
    return Exists(Occurrence.objects.filter(condition or Q(), item_id=OuterRef("pk")))


def standing() -> Subquery:
    """How many execution rows of an outer measure there are in sight, of them accepted, reported, late."""
    rows = Occurrence.objects.filter(item_id=OuterRef("pk")).order_by()
    counts = JSONObject(
        total=Count("pk"),
        accepted=Count("pk", filter=Q(state=State.ACCEPTED)),
        reported=Count("pk", filter=Q(state=State.REPORTED)),
        late=Count("pk", filter=late()),
    )
    return Subquery(rows.values("item_id").annotate(found=counts).values("found"))


def standing_text(found: Mapping[str, int] | None) -> str:
    """«исполнено 3 из 5, просрочено 1»; «—» where nothing is to be done yet."""
    if not found or not found["total"]:
        return "—"
    parts = [f"исполнено {found['accepted']}{NBSP}из{NBSP}{found['total']}"]
    parts += [f"на приёмке {found['reported']}"] if found["reported"] else []
    parts += [f"просрочено {found['late']}"] if found["late"] else []
    return ", ".join(parts)


def this_year() -> Least:
    """The current year, or the bound of the roadmap that is nearest to it, of an outer measure's progress."""
    year = ExtractYear(TODAY)
    bounds = ("quantity__item__roadmap__first_year", "quantity__item__roadmap__last_year")
    return Least(Greatest(F(bounds[0]), year), F(bounds[1]))


def progress() -> Subquery:
    """The progress of an outer measure's first quantity: in this year, else in the last in which anything was done."""
    rows = Progress.objects.filter(quantity__item_id=OuterRef("pk"), year__lte=this_year())
    found = JSONObject(
        year="year",
        number="number",
        value="quantity__value",
        period="quantity__period",
        counter="quantity__counter",
        each="each",
    )
    nothing = Case(When(number=0, then=Value(1)), default=Value(0))
    return Subquery(rows.order_by("quantity__position", nothing, "-year").annotate(found=found).values("found")[:1])


def planned(value: int | None, period: str, each: int | None = None) -> int | None:
    """How many are planned for a year; of a plan for each of several, how many of them there are."""
    if each is not None:
        return each
    if value is None:
        return None
    return value * WEEKS if period == QuantityPeriod.WEEK else value


def progress_text(found: Mapping[str, Any] | None) -> str:
    """«1 873 из 2 600, 72,0 % (2025)»; a number alone where nothing is planned; «—» where nothing is counted."""
    if not found:
        return "—"
    return f"{against(found['number'], planned(found['value'], found['period'], found['each']))} ({found['year']})"


def against(number: int, plan: int | None) -> str:
    """A number against its plan: «1 873 из 2 600, 72,0 %»."""
    if not plan:
        return format_number(number)
    return f"{format_number(number)}{NBSP}из{NBSP}{format_number(plan)}, {format_percent(number, plan)}"


def stored_progress(items: Collection[RoadmapItem], year: int) -> dict[int, list[tuple[Quantity, Progress]]]:
    """Measure → its quantities with what their counters showed in the year."""
    rows = Progress.objects.filter(quantity__item__in=items, year=year).select_related("quantity")
    found: dict[int, list[tuple[Quantity, Progress]]] = {}
    for row in rows.order_by("quantity__position"):
        found.setdefault(row.quantity.item_id, []).append((row.quantity, row))
    return found
