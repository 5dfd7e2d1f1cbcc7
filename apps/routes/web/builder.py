"""The builder of a route: deficits, proposals, the plan; every step is a form, htmx only spares the reload."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from apps.core.actor import current
from apps.core.services import history
from apps.core.web import resource as resources
from apps.core.web.forms import message_map
from apps.core.web.views import is_part
from apps.programs.enums import StudyForm
from apps.routes.builder import GOAL, builder_of
from apps.routes.models import IndividualRoute
from apps.routes.proposals.wish import WishForm
from apps.routes.services import building
from apps.routes.services.plan import CLOSED

REMOVED = "routes_removed"
NOT_YOURS = "Этот раздел не открыт для вашей роли."


def find(pk: int) -> IndividualRoute:
    """A route whose plan is open to the actor. Raises ``PermissionDenied`` and ``Http404``."""
    found = resources.get("routes.route")
    if not found.opens(current()):
        raise PermissionDenied(NOT_YOURS)
    route: IndividualRoute = get_object_or_404(found.objects(current()), pk=pk)
    if not found.may_edit(current(), route):
        raise PermissionDenied(CLOSED)
    return route


@require_safe
def builder(request: HttpRequest, pk: int) -> HttpResponse:
    """The page, and the same page again for htmx after a step."""
    route = find(pk)
    resource = resources.get("routes.route")
    if not is_part(request) and resource.logs_view(current(), route):
        history.log_view(route, f"{route}: построение плана")
    removed = request.session.get(REMOVED) or {}
    context = {
        "title": "Построить маршрут", "route": route, "heading": resource.title_of(route),
        "crumbs": [
            (resource.titles.page, resource.url("list")),
            (resource.title_of(route), resource.url("detail", pk)),
        ],
        "page": builder_of(route, request.GET.dict(), request.GET.getlist(GOAL)),
        "forms": StudyForm.choices, "undo": removed.get("route") == pk, "kept": kept_query(request),
    }  # fmt: skip
    return TemplateResponse(request, "routes/builder.html", context)


def kept_query(request: HttpRequest) -> str:
    """The filters of the address, to come back to the same proposals."""
    names = (*WishForm.base_fields, GOAL)
    pairs = [(name, value) for name in names for value in request.GET.getlist(name) if value]
    return urlencode(pairs)


def back(request: HttpRequest, pk: int) -> HttpResponse:
    """The builder again, under the same filters."""
    query = request.POST.get("kept", "")
    return HttpResponseRedirect(reverse("routes:builder", args=(pk,)) + (f"?{query}" if query else ""))


def tried(request: HttpRequest, step: Any, done: str) -> None:
    """Carry out a step; a refusal is told on the page."""
    try:
        step()
    except ValidationError as error:
        for text in (text for texts in message_map(error).values() for text in texts):
            messages.error(request, text)
    else:
        messages.success(request, done)


def number(text: str) -> int:
    """A number of a form; 0 where it is none."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def day(text: str) -> date | None:
    """A date of a form as it is kept in an address; None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a proposal into the plan."""
    route, sent = find(pk), request.POST
    aims = [number(text) for text in sent.getlist("aims")]
    tried(
        request,
        lambda: building.take(
            route, kind=sent.get("kind", ""), key=number(sent.get("key", "")), aims=aims, due=day(sent.get("due", ""))
        ),
        "Добавлено в маршрут.",
    )
    return back(request, pk)


@require_POST
def shortest(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the fewest hours that cover everything open."""
    route, asked = find(pk), QueryDict(request.POST.get("kept", ""))
    wish = builder_of(route, asked.dict(), asked.getlist(GOAL)).wish
    tried(
        request,
        lambda: building.take_shortest(route, wanted=wish.wanted, day=wish.day, through=wish.through),
        "Кратчайший набор добавлен в маршрут.",
    )
    return back(request, pk)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an item out of the plan; the next page offers to put it back."""
    route = find(pk)
    item = get_object_or_404(route.items, pk=number(request.POST.get("item", "")))

    def step() -> None:
        request.session[REMOVED] = {"route": pk, "item": building.take_out(item)}

    tried(request, step, "Пункт убран.")
    return back(request, pk)


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the item removed last back."""
    route = find(pk)
    removed = request.session.get(REMOVED) or {}
    if removed.get("route") == pk:
        tried(request, lambda: building.put_back(route, removed["item"]), "Пункт возвращён.")
        request.session.pop(REMOVED, None)
    return back(request, pk)
