"""«Мой маршрут» of a teacher, and the page of those who work with other people's routes."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.accounts.enums import Role
from apps.core import access
from apps.core.actor import Actor, current
from apps.core.web import nav, period
from apps.core.web import resource as resources
from apps.routes import work
from apps.routes.mine import page_context
from apps.routes.models import Consultation, IndividualRoute
from apps.routes.policies import may_consult
from apps.routes.work_resources import works
from apps.teachers.selectors import own_person

CLOSED = "Эта страница не открыта для вашей роли."
TITLES = {Role.TUTOR: "Мои подопечные", Role.COUNCIL: "Маршруты педагогов организации"}


def own(actor: Actor) -> bool:
    """Whether the role has a route of its own."""
    return actor.role == Role.TEACHER


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The teacher's page: what waits, the next step, results, documents."""
    if not own(current()):
        raise PermissionDenied(CLOSED)
    person = own_person()
    context = page_context(person, current(), period.current(request)) if person is not None else {}
    return TemplateResponse(request, "routes/mine.html", {"title": "Мой маршрут", "crumbs": [], **context})


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The worklists of the role with their counts; each leads to its list."""
    actor = current()
    if not works(actor):
        raise PermissionDenied(CLOSED)
    title = TITLES.get(Role(actor.role), "Работа с маршрутами") if actor.role else "Работа с маршрутами"
    context = {"title": title, "crumbs": [], "lists": lists(actor), "people": standings(actor)}
    return TemplateResponse(request, "routes/work.html", context)


def lists(actor: Actor) -> list[tuple[str, int, str]]:
    """The worklists of routes: title, count, address; of questions for those who answer them."""
    rows = IndividualRoute.objects.filter(access.scope(IndividualRoute, actor))
    board = reverse("routes:board_list")
    found = [(title, work.worklist(rows, key).count(), f"{board}?work={key}") for key, title in work.WORK]
    if may_consult(actor):
        waiting = Consultation.objects.filter(access.scope(Consultation, actor), answered_on=None)
        found.append(("Обращения ждут ответа", waiting.count(), f"{reverse('routes:consultation_list')}?state=open"))
    return found


def standings(actor: Actor) -> list[tuple[str, int, str]]:
    """People by where they stand: words, count, address."""
    rows = resources.get("teachers.standing").rows(actor)
    base = reverse("teachers:standing_list")
    named = [(f"{words[:1].upper()}{words[1:]}", key) for key, words in work.STANDINGS]
    return [(words, work.standing(rows, key).count(), f"{base}?standing={key}") for words, key in named]


nav.register(nav.Entry("routes", "Мой маршрут", "routes:mine", own, 1))
nav.register(nav.Entry("routes", "Работа с маршрутами", "routes:work", works, 2))
