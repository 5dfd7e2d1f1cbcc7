"""Registering for an event, oneself and one's people; marking who came."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor, acting, current
from apps.core.services import history
from apps.core.text import count_text, sort_key
from apps.core.web import nav
from apps.core.web.filters import starts_with
from apps.events import policies, visits
from apps.events.enums import ParticipationRole, RegistrationState
from apps.events.models import Event, EventRegistration, Participation
from apps.events.services import attendance, registration
from apps.events.services.telling import BELL
from apps.organizations.selectors import short_name
from apps.teachers import selectors as people
from apps.teachers.models import Person
from apps.teachers.selectors import own_person

SHOWN = 200
CLOSED = "Эта страница не открыта для вашей роли."
PEOPLE = ("человек", "человека", "человек")


def find_event(pk: int) -> Event:
    """An event in sight. Raises ``PermissionDenied`` and ``Http404``."""
    if not nav.everyone(current()) or current().region_id is None:
        raise PermissionDenied(CLOSED)
    return get_object_or_404(Event.objects.filter(access.scope(Event, current())), pk=pk)


def led_event(pk: int) -> Event:
    """An event that the actor keeps. Raises ``PermissionDenied`` and ``Http404``."""
    event = find_event(pk)
    if not policies.may_lead(current(), event):
        raise PermissionDenied(policies.NOT_YOURS)
    return event


def card(event: Event, tab: str = "visit") -> str:
    """The address of the event's card."""
    return reverse("events:event_detail", args=(event.pk,)) + (f"?tab={tab}" if tab else "")


def crumbs(event: Event) -> list[tuple[str, str]]:
    """The way to a page of an event."""
    return [("Мероприятия", reverse("events:event_list")), (event.title, card(event, ""))]


def refused(request: HttpRequest, error: ValidationError) -> None:
    """Tell a refusal above the page."""
    for text in error.messages:
        messages.error(request, text)


def visit_context(event: Event, actor: Actor) -> dict[str, Any]:
    """What the tab of registration shows: places, one's own registration, the buttons of the role."""
    mine, me = visits.own_registration(event), own_person()
    reason = visits.closed(event)
    waits = mine is not None and mine.state == RegistrationState.WAITING
    current_one = mine if mine is not None and mine.state != RegistrationState.WITHDRAWN else None
    leads = policies.may_lead(actor, event)
    may_join = me is not None and nav.holders("registrations", WRITE)(actor) and current_one is None and not reason
    return {
        "event": event, "places": visits.places(event), "reason": reason, "mine": current_one,
        "queue": visits.queue_place(mine) if mine is not None and waits else 0,
        "join": may_join and me is not None and policies.invited(event, me),
        "bring": not reason and visits.may_bring(actor), "leads": leads,
        "people": nav.holders("registrations")(actor) and visits.may_bring(actor),
    }  # fmt: skip


@require_POST
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Register oneself."""
    event, me = find_event(pk), own_person()
    if me is None or not nav.holders("registrations", WRITE)(current()):
        raise PermissionDenied("Записаться может работник, с карточкой которого связан вход в портал.")
    try:
        made = registration.register(event=event, person=me)
        waits = made.state == RegistrationState.WAITING
        messages.success(request, "Мест нет: вы в листе ожидания." if waits else "Вы записаны.")
    except ValidationError as error:
        refused(request, error)
    return HttpResponseRedirect(card(event))


@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own registration back."""
    event = find_event(pk)
    mine = visits.own_registration(event)
    if mine is None:
        raise Http404("Записи на это мероприятие нет")
    if not access.can(current(), WRITE, mine):
        raise PermissionDenied(CLOSED)
    try:
        registration.withdraw(mine)
        messages.success(request, "Запись снята.")
    except ValidationError as error:
        refused(request, error)
    return HttpResponseRedirect(card(event))


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, pk: int) -> HttpResponse:
    """Register one's people: the list of those for whom the event is."""
    event = find_event(pk)
    if not visits.may_bring(current()):
        raise PermissionDenied(CLOSED)
    if request.method == "POST" and (done := brought(request, event)):
        messages.success(request, done)
        return HttpResponseRedirect(card(event))
    text = request.GET.get("q", "").strip()[:100]
    rows = visits.candidates(event, current())
    if text:
        rows = rows.filter(starts_with("sort_key", sort_key(text)))
    found = list(
        rows.values_list("pk", "organization__short_name", "last_name", "first_name", "middle_name")[: SHOWN + 1]
    )
    history.log_view(event, f"Запись на мероприятие: {event}"[:300])
    context = {
        "title": "Записать работников", "event": event, "rows": found[:SHOWN], "more": len(found) > SHOWN, "q": text,
        "reason": visits.closed(event), "places": visits.places(event), "crumbs": crumbs(event), "back": card(event),
    }  # fmt: skip
    return TemplateResponse(request, "events/bring.html", context, status=422 if request.method == "POST" else 200)


def brought(request: HttpRequest, event: Event) -> str:
    """What registering the chosen people has come to, in words; empty where it was refused."""
    ids = [int(text) for text in request.POST.getlist("people") if text.isdecimal()]
    chosen = Person.objects.filter(policies.own_people(current()), pk__in=ids).order_by("sort_key", "pk")
    try:
        registered, waiting = registration.register_people(event, people=chosen)
    except ValidationError as error:
        refused(request, error)
        return ""
    if not registered + waiting:
        messages.error(request, "Отметьте, кого записать.")
        return ""
    queue = f" В листе ожидания: {count_text(waiting, *PEOPLE)}." if waiting else ""
    return f"Записано: {count_text(registered, *PEOPLE)}.{queue}"


@require_http_methods(["GET", "HEAD", "POST"])
def marks(request: HttpRequest, pk: int) -> HttpResponse:
    """Who of the registered came, all on one page."""
    event = led_event(pk)
    if request.method == "POST":
        try:
            changed = attendance.mark_attendance(event, posted(request))
            messages.success(request, f"Явка сохранена, изменено отметок: {changed}.")
        except ValidationError as error:
            refused(request, error)
        return HttpResponseRedirect(request.path)
    everybody = request.GET.get("all", "")
    history.log_view(event, f"Явка: {event}"[:300])
    context = {
        "title": "Явка", "event": event, "rows": lines(event, everybody), "crumbs": crumbs(event),
        "choices": list(attendance.MARKS.items()), "filled": everybody in ParticipationRole.values,
    }  # fmt: skip
    return TemplateResponse(request, "events/marks.html", context)


def lines(event: Event, everybody: str) -> list[dict[str, Any]]:
    """The registered and the waiting with their marks; ``everybody`` is the role proposed where there is no mark."""
    rows = EventRegistration.objects.filter(event=event).exclude(state=RegistrationState.WITHDRAWN)
    named = rows.annotate(name=people.of_person("name"), key=people.of_person("sort_key"), job=short_name())
    fields = ("pk", "name", "job", "state", "attended", "participation_id")
    found = list(named.order_by("state", "key", "pk").values_list(*fields))
    with acting(BELL):
        # An institute keeps its events, the participations they have become it does not read.
        roles = dict(Participation.objects.filter(event=event).values_list("pk", "role"))
    return [
        line(pk, name, job, state, attended, roles.get(made or 0), proposed=everybody)
        for pk, name, job, state, attended, made in found
    ]


def line(
    pk: int, name: str | None, job: str | None, state: str, attended: bool | None, role: str | None, *, proposed: str
) -> dict[str, Any]:
    """A registration as a line of the page; whoever has a place and no mark gets the proposed one."""
    mark = attendance.mark_of(attended, role)
    if mark == attendance.UNKNOWN and state == RegistrationState.REGISTERED and proposed in ParticipationRole.values:
        mark = proposed
    waits = state == RegistrationState.WAITING
    return {"pk": pk, "name": name or "имя вам не открыто", "place": job or "", "waiting": waits, "mark": mark}


def posted(request: HttpRequest) -> dict[int, str]:
    """The marks of the form: ``mark_<registration>``."""
    sent = {name.removeprefix("mark_"): str(value) for name, value in request.POST.items() if name.startswith("mark_")}
    return {int(number): value for number, value in sent.items() if number.isdecimal() and value in attendance.MARKS}
