"""The calendar: a month as a grid and as a list by days; everything it shows stands in the address."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.core import access
from apps.core.actor import Actor, current
from apps.core.web import nav
from apps.core.web.filters import FilterSet, ManyFilter, chips
from apps.core.web.lookup import LookupFilter
from apps.core.web.state import ListState
from apps.events.calendar import Month, by_days, grid, month_of
from apps.events.enums import EventKind, EventLevel, RegistrationState
from apps.events.models import Event, EventRegistration
from apps.teachers.selectors import own_person

LIST = "list"
MONTH, VIEW, DAY, MINE = "month", "show", "day", "mine"
OWN_KEYS = frozenset({MONTH, VIEW, DAY, MINE})


class CalendarFilters(FilterSet):
    """What the calendar is narrowed by."""

    kind = ManyFilter(label="Вид", choices=EventKind.choices)
    level = ManyFilter(label="Уровень", choices=EventLevel.choices)
    organization = LookupFilter(label="Организатор", label_of_resource="organizations.organization")

    class Meta:
        model = Event
        fields = ("kind", "level", "organization")


def visible(actor: Actor) -> QuerySet[Event]:
    """The events that the actor may see."""
    return Event.objects.filter(access.scope(Event, actor))


def overlapping(first: date, last: date) -> Q:
    """Events with a day from–to."""
    return Q(start__lte=last) & (Q(end__gte=first) | Q(end__isnull=True, start__gte=first))


def own_registrations() -> QuerySet[EventRegistration]:
    """The registrations of the person that the user is, of an outer event, those taken back left out."""
    person = own_person()
    rows = EventRegistration.objects.filter(person_id=person.pk if person else 0, event_id=OuterRef("pk"))
    return rows.exclude(state=RegistrationState.WITHDRAWN)


def day_of(request: HttpRequest) -> date | None:
    """The one day asked for."""
    try:
        return date.fromisoformat(request.GET.get(DAY, ""))
    except ValueError:
        return None


def found_events(request: HttpRequest, first: date, last: date) -> tuple[QuerySet[Event], Any]:
    """The events of the days with the filters of the address, and the form of the filters."""
    mine = own_registrations()
    rows = visible(current()).filter(overlapping(first, last)).annotate(booked=Exists(mine))
    if request.GET.get(MINE):
        rows = rows.filter(booked=True)
    filters = CalendarFilters(request.GET, queryset=rows, request=request)
    found: QuerySet[Event] = filters.qs.order_by("start", "begins", "sort_key")
    return found, filters.form


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The page of the calendar."""
    if not (nav.everyone(current()) and current().region_id is not None):
        raise PermissionDenied("Календарь открыт тем, у кого есть роль в области.")
    today = timezone.localdate()
    day = day_of(request)
    month = Month(day.year, day.month) if day else month_of(request.GET.get(MONTH, ""), today)
    first, last = (day, day) if day else (month.first, month.last)
    weeks = month.weeks
    rows, form = found_events(request, min(first, weeks[0][0]), max(last, weeks[-1][-1]))
    events = list(rows)
    state = ListState(request.GET)
    listed = by_days(first, last, events, month, today)
    context = {
        "title": "Календарь мероприятий", "month": month, "form": form, "chips": list(chips(form, state)),
        "weeks": grid(month, events, today), "days": listed, "as_list": bool(day) or request.GET.get(VIEW) == LIST,
        "mine": bool(request.GET.get(MINE)), "person": own_person() is not None,
        "links": links(state, month, today), "kept": [(k, v) for k, v in state.pairs() if k in OWN_KEYS - {MINE}],
        "coming": next((cell.day for cell in listed if cell.day >= today), None),
        "count": len({entry.event.pk for cell in listed for entry in cell.entries}), "day": day,
    }  # fmt: skip
    return TemplateResponse(request, "events/calendar.html", context)


def links(state: ListState, month: Month, today: date) -> dict[str, str]:
    """Where the buttons of the calendar lead, with the filters kept."""
    return {
        "previous": state.url(**{MONTH: month.previous.code, DAY: None}),
        "next": state.url(**{MONTH: month.next.code, DAY: None}),
        "today": state.url(**{MONTH: Month(today.year, today.month).code, DAY: None}),
        "grid": state.url(**{VIEW: None, DAY: None, MONTH: month.code}),
        "list": state.url(**{VIEW: LIST, DAY: None, MONTH: month.code}),
        "all": state.url(**{MINE: None}),
        "mine": state.url(**{MINE: "1"}),
        "day": state.url(**{MONTH: None, VIEW: None, DAY: None}),
    }


nav.register(
    nav.Entry("events", "Календарь", "events:calendar", lambda a: nav.everyone(a) and a.region_id is not None, 5)
)
