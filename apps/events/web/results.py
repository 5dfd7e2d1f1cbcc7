"""Results of an event: stages, winners, points, who passes on; its papers."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from apps.core import access
from apps.core.actor import Actor, current
from apps.core.services import history
from apps.core.web import nav
from apps.core.web.documents import asked_form
from apps.core.web.jobs import start_job
from apps.events.documents.results import PAPERS
from apps.events.enums import ParticipationRole
from apps.events.models import Event
from apps.events.services import contests
from apps.events.stages import chain, results
from apps.events.web.visit import CLOSED, card, crumbs, find_event, led_event, refused


@require_http_methods(["GET", "HEAD", "POST"])
def event_results(request: HttpRequest, pk: int) -> HttpResponse:
    """Roles, points and who passes on, of everybody on one page."""
    event = led_event(pk)
    if request.method == "POST":
        try:
            changed = contests.set_results(event, posted_results(request))
            messages.success(request, f"Итоги сохранены, изменено записей: {changed}.")
            return HttpResponseRedirect(card(event, "results"))
        except ValidationError as error:
            refused(request, error)
    history.log_view(event, f"Итоги: {event}"[:300])
    context = {
        "title": "Итоги", "event": event, "lines": results(event, current()), "crumbs": crumbs(event),
        "roles": ParticipationRole.choices, "back": card(event, "results"),
    }  # fmt: skip
    return TemplateResponse(
        request, "events/results_form.html", context, status=422 if request.method == "POST" else 200
    )


def posted_results(request: HttpRequest) -> dict[int, contests.Result]:
    """The results of the form: ``role_<participation>``, ``points_…``, ``passed_…``. Raises ``ValidationError``."""
    found = {}
    for name, value in request.POST.items():
        number = name.removeprefix("role_")
        if number != name and number.isdecimal() and value in ParticipationRole.values:
            points = points_of(str(request.POST.get(f"points_{number}", "")))
            found[int(number)] = contests.Result(str(value), points, f"passed_{number}" in request.POST)
    return found


def points_of(text: str) -> Decimal | None:
    """The points as they were typed: «41,5». Raises ``ValidationError``."""
    field = forms.DecimalField(max_digits=7, decimal_places=2, min_value=0, required=False)
    try:
        points: Decimal | None = field.clean(text.replace(",", ".").strip())
    except ValidationError as error:
        raise ValidationError(f"Баллы «{text}»: ожидается число, например 41,5.") from error
    return points


def results_context(event: Event, actor: Actor) -> dict[str, Any]:
    """The tab of results: the stages, the list, the files."""
    sees = nav.holders("activity")(actor) or access.can(actor, access.WRITE, event)
    return {
        "event": event, "stages": chain(event, actor), "lines": results(event, actor) if sees else [], "sees": sees,
        "leads": access.can(actor, access.WRITE, event), "papers": list(PAPERS.items()),
    }  # fmt: skip


@require_POST
def event_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper of an event as a file, by a job; people stand in it, so it is given to those who see them."""
    event, paper = find_event(pk), request.POST.get("paper", "")
    if not nav.holders("registrations")(current()):
        raise PermissionDenied(CLOSED)
    if paper not in PAPERS:
        raise Http404("Нет такого документа")
    parameters = {"event": pk, "paper": paper, "form": asked_form(request)}
    return start_job("event_file", parameters, title=f"{PAPERS[paper]}: {event}"[:200])
