"""Reads of routes: state, trail, the plan with what it covers (DOMAIN 5)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.core import access
from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.core.subqueries import counted
from apps.core.text import DASH, count_text, format_date
from apps.diagnostics.models import Deficit
from apps.events.models import Event
from apps.programs.models import Program, RegistryEntry
from apps.programs.selectors import included
from apps.programs.selectors.excluded import left_registry
from apps.routes import policies
from apps.routes.enums import RouteState
from apps.routes.models import IndividualRoute, ItemAim, Recognition, RouteItem
from apps.routes.turn import turn_state
from apps.teachers.models import Person
from apps.teachers.selectors import FULL_NAME

SYSTEM = system("route_names")
TONES = {
    RouteState.DRAFT: "secondary",
    RouteState.AGREED: "azure",
    RouteState.APPROVED: "blue",
    RouteState.IN_PROGRESS: "indigo",
    RouteState.COMPLETED: "green",
    RouteState.CANCELLED: "orange",
}
# The order of the moves; the first date found from the end is the state (``IndividualRoute.state`` for one object).
DATES = (
    ("cancelled_on", RouteState.CANCELLED),
    ("completed_on", RouteState.COMPLETED),
    ("started_on", RouteState.IN_PROGRESS),
    ("approved_on", RouteState.APPROVED),
    ("agreed_on", RouteState.AGREED),
)
TRAIL = (
    ("Составлен", "drafted_on", "create_route"),
    ("Согласован педагогом", "agreed_on", "agree_route"),
    ("Утверждён", "approved_on", "approve_route"),
    ("Начат", "started_on", "start_route"),
    ("Завершён", "completed_on", "complete_route"),
)
CANCELLED = ("Отменён", "cancelled_on", "cancel_route")


def route_state() -> Case:
    """The state of a route in a query: the same rule as ``IndividualRoute.state``."""
    steps = [When(**{f"{name}__isnull": False}, then=Value(state.value)) for name, state in DATES]
    return Case(*steps, default=Value(RouteState.DRAFT.value), output_field=CharField())


def in_state(state: str) -> Q:
    """Routes in one state."""
    condition = Q()
    for name, found in DATES:
        condition &= Q(**{f"{name}__isnull": found.value != state})
        if found.value == state:
            return condition
    return condition


def item_count(condition: Q | None = None) -> Coalesce:
    """The number of items of an outer route that meet a condition."""
    return counted(RouteItem.objects.filter(condition or Q()), "route_id")


def tutor_name() -> Subquery:
    """The name of whoever leads an outer route."""
    rows = Person.objects.filter(pk=OuterRef("tutor_id")).annotate(_name=FULL_NAME)
    return Subquery(rows.values("_name")[:1])


def names_of(people: Iterable[int | None]) -> dict[int, str]:
    """The names of those whom a route in sight names: the teacher knows who leads it, though not that person's card."""
    keys = {pk for pk in people if pk is not None}
    if not keys:
        return {}
    with acting(SYSTEM):
        return {pk: person.full_name for pk, person in Person.objects.in_bulk(keys).items()}


def leader_of(route: IndividualRoute) -> str:
    """The name of whoever leads the route; empty for nobody."""
    return names_of([route.tutor_id]).get(route.tutor_id or 0, "")


def responsible_of(item: RouteItem) -> str:
    """Who answers for an item: the words, else the name."""
    return item.responsible_words or names_of([item.responsible_id]).get(item.responsible_id or 0, "")


def title_of(model: type[Program] | type[Event], outer: str) -> Subquery:
    """The title of a programme or event that an outer item names."""
    return Subquery(model.objects.filter(pk=OuterRef(outer)).values("title")[:1])


def item_title() -> Coalesce:
    """What an outer item is about: its programme, its event, else its words."""
    return Coalesce(title_of(Program, "program_id"), title_of(Event, "event_id"), F("content"))


def orphaned(day: date) -> Q:
    """Items whose programme was in the ФР and is not on the day any more, or leaves it before the item's term."""
    today = RegistryEntry.objects.filter(included(day), program_id=OuterRef("program_id"))
    through = today.filter(Q(excluded_on=None) | Q(excluded_on__gt=OuterRef("due")))
    leaves = Q(due__isnull=False) & Q(Exists(today)) & ~Q(Exists(through))
    return left_registry("program_id", day) | leaves


def orphan_mark() -> "ExpressionWrapper[Any]":
    """Whether an outer item that is not done leans on a programme that has left the ФР."""
    return ExpressionWrapper(Q(done_on=None) & orphaned(timezone.localdate()), output_field=BooleanField())


@dataclass(frozen=True, slots=True)
class Aim:
    """A competence an item aims at: a deficit of the session, else a development goal («точка роста»)."""

    code: str
    title: str
    is_deficit: bool


@dataclass(slots=True)
class PlanItem:
    """An item as the plan shows it."""

    row: RouteItem
    title: str
    aims: list[Aim] = field(default_factory=list)

    @property
    def left(self) -> bool:
        """Whether the programme has left the ФР, or leaves it before the item's term."""
        return bool(getattr(self.row, "left_registry", False))

    @property
    def late(self) -> bool:
        """Whether the term has passed on a route that goes on."""
        return getattr(self.row, "turn", "") == "late"

    @property
    def facts(self) -> str:
        """«формальное · 48 часов · срок 01.06.2025»."""
        parts = [self.row.get_kind_display()]
        if self.row.hours:
            parts.append(count_text(self.row.hours, "час", "часа", "часов"))
        if self.row.due:
            parts.append(f"срок {format_date(self.row.due)}")
        return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the route's trail: passed on a day by somebody, or still ahead."""

    title: str
    day: date | None
    who: str
    css: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The items of a route and what they cover."""

    items: list[PlanItem]
    deficits: list[Aim]

    @property
    def hours(self) -> int:
        """All hours together."""
        return sum(item.row.hours or 0 for item in self.items)

    @property
    def ahead(self) -> list[PlanItem]:
        """What is left to do, the next step first: the earliest term, without a term last."""
        left = [item for item in self.items if item.row.done_on is None]
        return sorted(left, key=lambda item: (item.row.due or date.max, item.row.pk))

    @property
    def behind(self) -> list[PlanItem]:
        """What is done, the latest first."""
        done = [(item.row.done_on, item) for item in self.items if item.row.done_on]
        return [item for _, item in sorted(done, key=itemgetter(0), reverse=True)]

    @property
    def in_turn(self) -> list[PlanItem]:
        """All items, the next step on top."""
        return [*self.ahead, *self.behind]

    @property
    def done(self) -> int:
        """How many items are done."""
        return len(self.behind)

    @property
    def uncovered(self) -> list[Aim]:
        """Deficits of the session that no item aims at."""
        aimed = {aim.code for item in self.items for aim in item.aims}
        return [deficit for deficit in self.deficits if deficit.code not in aimed]

    @property
    def covered(self) -> int:
        """How many deficits some item aims at."""
        return len(self.deficits) - len(self.uncovered)


def deficits_of(route: IndividualRoute) -> list[Aim]:
    """The deficits of the session that the route stands on."""
    if route.session_id is None:
        return []
    rows = Deficit.objects.filter(session_id=route.session_id).order_by("competence__code")
    return [Aim(code, title, True) for code, title in rows.values_list("competence__code", "competence__title")]


def plan_of(route: IndividualRoute) -> Plan:
    """The plan in three queries, however many items there are."""
    deficits = deficits_of(route)
    rows = route.items.annotate(shown_title=item_title(), left_registry=orphan_mark(), turn=turn_state())
    rows = rows.order_by("pk")
    items = {row.pk: PlanItem(row, getattr(row, "shown_title") or DASH) for row in rows}  # noqa: B009 - an annotation
    aims = ItemAim.objects.filter(item__route=route).select_related("competence").order_by("competence__code")
    known = {deficit.code for deficit in deficits}
    for aim in aims:
        made = Aim(aim.competence.code, aim.competence.title, aim.competence.code in known)
        items[aim.item_id].aims.append(made)
    return Plan(list(items.values()), deficits)


def trail_of(route: IndividualRoute) -> list[Step]:
    """The steps of the route with their dates, and with the people where the actor reads the history."""
    entries = HistoryEntry.objects.filter(object_kind=route._meta.label_lower, object_ref=str(route.pk))
    people = dict(entries.order_by("id").values_list("verb", "actor_label"))
    steps = [*TRAIL, CANCELLED] if route.cancelled_on else list(TRAIL)
    return [_step(title, getattr(route, name), people.get(verb, "")) for title, name, verb in steps]


def _step(title: str, day: date | None, who: str) -> Step:
    css = "" if day is None else "stopped" if title == CANCELLED[0] else "passed"
    return Step(title, day, who if day is not None else "", css)


def plan_context(route: IndividualRoute, actor: Any) -> dict[str, Any]:
    """What the tab of the plan reads."""
    builds = policies.may_plan(actor, route) and access.can(actor, access.WRITE, route)
    return {"plan": plan_of(route), "trail": trail_of(route), "route": route, "builds": builds}


def items_to_close(recognition: Recognition) -> "QuerySet[RouteItem]":
    """The items of the person's running routes that are not done and aim at a competence of the decision."""
    aims = ItemAim.objects.filter(item_id=OuterRef("pk"), competence__in=recognition.competences.values("pk"))
    running = {"route__completed_on": None, "route__cancelled_on": None, "route__approved_on__isnull": False}
    mine = RouteItem.objects.filter(person_id=recognition.person_id, done_on=None, **running)
    return mine.filter(Exists(aims)).order_by("route_id", "pk")
