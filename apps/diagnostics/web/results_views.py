"""Pages of results: the deficit map."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from apps.core.access import WRITE
from apps.core.actor import Actor, current
from apps.core.services import jobs
from apps.core.web import nav
from apps.diagnostics.selectors.deficit_map import sees_groups, sees_people
from apps.diagnostics.web.map_page import MapPage

MAP = "diagnostics:deficit_map"
CLOSED = "Результаты групп не открыты для вашей роли."
nav.register(nav.Entry("diagnostics", "Карта дефицитов", MAP, lambda actor: reads_results(actor), 5))


def reads_results(actor: Actor) -> bool:
    """Whether the actor reads results of groups: live with the people, or those kept without them."""
    return sees_people(actor) or sees_groups(actor)


def may_rebuild(actor: Actor) -> bool:
    """Whether the actor may ask for the kept results to be made anew: the centre of the region."""
    return nav.holders("diagnostics", WRITE)(actor) and actor.level == "region"


def reader() -> Actor:
    """Who reads. Raises ``PermissionDenied`` for roles without results of groups."""
    if not reads_results(current()):
        raise PermissionDenied(CLOSED)
    return current()


@require_safe
def deficit_map(request: HttpRequest) -> HttpResponse:
    """The deficit map."""
    page = MapPage(reader(), request)
    context = {"title": "Карта дефицитов", "page": page, "may_rebuild": may_rebuild(current())}
    return TemplateResponse(request, "diagnostics/map.html", context)


@require_POST
def rebuild(request: HttpRequest) -> HttpResponse:
    """Make the kept results of groups anew, by a job."""
    if not may_rebuild(current()):
        raise PermissionDenied("Сводные результаты обновляет ЦНППМ.")
    job = jobs.submit("group_results", {}, title="Сводные результаты диагностики")
    return HttpResponseRedirect(reverse("core:job", args=(job.pk,)))
