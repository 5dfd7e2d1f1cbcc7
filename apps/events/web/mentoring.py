"""«Моё наставничество» of a mentor or mentee, the numbers of a territory, the files of mentoring."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.enums import Role
from apps.core.actor import Actor, current
from apps.core.documents import html
from apps.core.web import nav
from apps.core.web import resource as resources
from apps.core.web.attachments import download
from apps.core.web.documents import asked_form
from apps.core.web.forms import message_map
from apps.core.web.jobs import start_job
from apps.events import my_mentoring
from apps.events.documents import pair as pair_tree
from apps.events.documents import summary as summary_tree
from apps.events.documents.jobs import issuer
from apps.events.mentoring_summary import summary
from apps.events.models import TeamMentoring
from apps.teachers.selectors import own_person

CLOSED = "Эта страница не открыта для вашей роли."
TITLE = "Моё наставничество"
# Who reads figures of a territory; an organization has its own lists.
READERS = frozenset({Role.CNPPM, Role.IRO, Role.MINISTRY, Role.MOO, Role.UMO, Role.METHODIST})


def own(actor: Actor) -> bool:
    """Whether the role is one's own card."""
    return actor.role == Role.TEACHER


def reads_numbers(actor: Actor) -> bool:
    """Whether the role reads the numbers of a territory."""
    return actor.role in READERS


def require(allowed: bool) -> None:
    """Raises ``PermissionDenied``."""
    if not allowed:
        raise PermissionDenied(CLOSED)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The pairs of the acting mentor or mentee: the plan, the meetings, one click for a meeting of today."""
    require(own(current()))
    person = own_person()
    context = my_mentoring.page_context(person, timezone.localdate()) if person is not None else {}
    return TemplateResponse(request, "events/mine.html", {"title": TITLE, "crumbs": [], "person": person, **context})


@require_POST
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One click of the page: ``step`` is what is done with the pair."""
    require(own(current()))
    person = own_person()
    if person is None or step not in my_mentoring.STEPS:
        raise Http404("Нет такого действия")
    pair = get_object_or_404(my_mentoring.own_pairs(person), pk=pk)
    try:
        messages.success(request, my_mentoring.STEPS[step](pair, request.POST))
    except ValidationError as error:
        for texts in message_map(error).values():
            messages.error(request, " ".join(texts))
    return HttpResponseRedirect(f"{reverse('events:mentoring_mine')}#pair-{pair.pk}")


@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """The numbers of the reader's territory by municipality, as a document."""
    require(reads_numbers(current()))
    day = timezone.localdate()
    tree = summary_tree.summary_document(summary(current(), day), issuer(), day)
    context: dict[str, Any] = {"title": summary_tree.TITLE, "crumbs": [], "body": html.fragment(tree, top=2)}
    return TemplateResponse(request, "events/mentoring_summary.html", context)


@require_POST
def numbers_file(request: HttpRequest) -> HttpResponse:
    """The numbers as a file, by a job."""
    require(reads_numbers(current()))
    parameters = {"form": asked_form(request, summary_tree.FORMS), "day": timezone.localdate()}
    return start_job("mentoring_file", parameters, title=summary_tree.TITLE)


@require_POST
def pair_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan and report of a pair as a file, by a job."""
    pairs = resources.get("events.pair")
    require(pairs.opens(current()))
    pair = get_object_or_404(pairs.rows(current()), pk=pk)
    parameters = {"pair": pair.pk, "form": asked_form(request, pair_tree.FORMS)}
    return start_job("pair_file", parameters, title=f"{pair_tree.TITLE} № {pair.pk}")


@require_safe
def team_file(request: HttpRequest, pk: int) -> FileResponse:
    """The contract beside the mentoring of a team, to those who see the row."""
    teams = resources.get("events.team")
    require(teams.opens(current()))
    found = get_object_or_404(teams.rows(current()), pk=pk)
    assert isinstance(found, TeamMentoring)
    return download(found, "Файла договора нет")


nav.register(nav.Entry("events", TITLE, "events:mentoring_mine", own, 1))
nav.register(nav.Entry("events.mentoring", "Наставничество: сводка", "events:mentoring_summary", reads_numbers, 12))
