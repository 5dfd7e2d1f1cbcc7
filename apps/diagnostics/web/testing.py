"""Taking a test: one question a page, every answer saved at once, with a script and without."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core import access
from apps.core.actor import current
from apps.core.web import autosave, nav
from apps.diagnostics.models import Attempt, OnlineTest
from apps.diagnostics.picture_kinds import TYPES
from apps.diagnostics.selectors import results_context
from apps.diagnostics.selectors import testing as reads
from apps.diagnostics.services import attempts, pictures
from apps.diagnostics.web.answers import answer_of
from apps.teachers.models import Person

TAKERS = nav.holders("answers", access.WRITE)
TITLE = "Пройти диагностику"
nav.register(nav.Entry("diagnostics", TITLE, "diagnostics:testing", TAKERS, 5))


def person() -> Person:
    """Who takes tests here. Raises ``PermissionDenied``."""
    found = reads.self_of(current().user_id) if TAKERS(current()) else None
    if found is None:
        raise PermissionDenied("Тесты проходят педагоги под своей учётной записью.")
    return found


def own(pk: int) -> Attempt:
    """The person's own attempt. Raises ``PermissionDenied``, ``Http404``."""
    if not TAKERS(current()):
        raise PermissionDenied("Тесты проходят педагоги под своей учётной записью.")
    mine = Attempt.objects.filter(access.scope(Attempt, current()))
    return get_object_or_404(mine.select_related("test"), pk=pk)


def to(name: str, *args: int) -> HttpResponseRedirect:
    """A redirect to a page of testing."""
    return HttpResponseRedirect(reverse(f"diagnostics:{name}", args=args))


@require_safe
def testing(request: HttpRequest) -> HttpResponse:
    """The tests open to the person, and those that are done."""
    who = person()
    context = {"title": TITLE, "offers": reads.offers(who), "finished": reads.finished(who)[:20]}
    return TemplateResponse(request, "diagnostics/testing/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """What awaits the person, and the start of it."""
    who = person()
    offer = next((one for one in reads.offers(who) if one.test.pk == pk), None)
    if offer is None:
        raise Http404("Этот тест вам сейчас не открыт")
    if request.method == "POST":
        return started(request, offer.test, who)
    if offer.under_way:
        return to("attempt", offer.under_way.pk)
    crumbs = [(TITLE, reverse("diagnostics:testing"))]
    return TemplateResponse(
        request, "diagnostics/testing/start.html", {"title": offer.test.title, "offer": offer, "crumbs": crumbs}
    )


def started(request: HttpRequest, test: OnlineTest, who: Person) -> HttpResponse:
    """Begin, or say why not."""
    try:
        attempt = attempts.start_attempt(test=test, person=who)
    except ValidationError as refused:
        for sentence in refused.messages:
            messages.error(request, sentence)
        return to("testing")
    return to("question", attempt.pk, 1)


@require_safe
def attempt(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the person left off: the first question without an answer, else the list of them; or the result."""
    found = own(pk)
    if found.submitted_at is not None:
        return to("attempt_result", pk)
    empty = next((number for number, done in reads.answered(found) if not done), None)
    return to("attempt_review", pk) if empty is None else to("question", pk, empty)


def closed(found: Attempt) -> HttpResponse | None:
    """Where to go from a page of an attempt that is over; the next request after the time submits it."""
    now = timezone.now()
    if found.submitted_at is None and attempts.is_over(found, now):
        attempts.submit_attempt(found, timed_out=True)
        return to("attempt_result", found.pk)
    return to("attempt_result", found.pk) if found.submitted_at is not None else None


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One question; without a script its answer is posted here."""
    found = own(pk)
    if gone := closed(found):
        return gone
    if not 1 <= number <= len(found.paper):
        raise Http404("Такого вопроса в варианте нет")
    shown = reads.question(found, number - 1)
    if request.method == "POST":
        return posted(request, found, shown)
    if timezone.now() >= found.deadline:
        return to("attempt_review", pk)
    context = {
        "title": f"Вопрос {number} из {len(found.paper)}", "attempt": found, "question": shown, "number": number,
        "total": len(found.paper), "previous": number - 1, "following": number + 1 if number < len(found.paper) else 0,
        "places": reads.answered(found), **clock(found),
    }  # fmt: skip
    return TemplateResponse(request, "diagnostics/testing/question.html", context)


def clock(found: Attempt) -> dict[str, Any]:
    """What the script's clock goes by, in milliseconds, and the minutes left for those without a script."""
    now = timezone.now()
    left = max(0, int((found.deadline - now).total_seconds()))
    return {
        "deadline": int(found.deadline.timestamp() * 1000), "now": int(now.timestamp() * 1000),
        "minutes_left": -(-left // 60),
    }  # fmt: skip


def posted(request: HttpRequest, found: Attempt, shown: reads.Question) -> HttpResponse:
    """Save what the form says and go on."""
    try:
        attempts.save_answer(
            attempt_id=found.pk, place=shown.place, value=answer_of(shown, request.POST), given_at=timezone.now()
        )
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return to("attempt", found.pk)
    going = request.POST.get("go", "")
    inside = going.isdecimal() and 1 <= int(going) <= len(found.paper)
    return to("question", found.pk, int(going)) if inside else to("attempt_review", found.pk)


@require_POST
def answer(request: HttpRequest, pk: int) -> JsonResponse:
    """Save one answer sent by the script: ``{"place": 0, "value": …, "given": milliseconds}``."""
    if not TAKERS(current()):
        raise PermissionDenied("Тесты проходят педагоги под своей учётной записью.")

    def save(message: autosave.Message) -> autosave.Kept:
        place = place_of(message.place)
        saved = attempts.save_answer(attempt_id=pk, place=place, value=message.value, given_at=message.given)
        return autosave.Kept(saved)

    return autosave.reply(request, save)


def place_of(place: Any) -> int:
    """The place of a question in a paper. Raises ``ValueError`` for whatever is none."""
    if not isinstance(place, int) or isinstance(place, bool) or not 0 <= place < 1000:
        raise ValueError("place")
    return place


@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Every question with its state, and the button that submits."""
    found = own(pk)
    if gone := closed(found):
        return gone
    places = reads.answered(found)
    context = {
        "title": "Проверьте и сдайте", "attempt": found, "places": places, "done": sum(done for _, done in places),
        "total": len(places), "late": timezone.now() >= found.deadline, **clock(found),
    }  # fmt: skip
    return TemplateResponse(request, "diagnostics/testing/review.html", context)


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Submit; a second time it changes nothing."""
    found = own(pk)
    try:
        attempts.submit_attempt(found, timed_out=timezone.now() >= found.deadline)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return to("attempt_review", pk)
    return to("attempt_result", pk)


@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """What the attempt has shown: levels by competence, never keys."""
    found = own(pk)
    if found.submitted_at is None:
        return to("attempt", pk)
    context: dict[str, Any] = {"title": "Результат диагностики", "attempt": found}
    context["crumbs"] = [(TITLE, reverse("diagnostics:testing"))]
    if found.session is not None:
        context["part"] = results_context(found.session, current())
    return TemplateResponse(request, "diagnostics/testing/result.html", context)


@require_safe
def picture(request: HttpRequest, pk: int, number: int) -> FileResponse:
    """The picture of a question of one's own variant."""
    found = own(pk)
    if found.submitted_at is not None or not 1 <= number <= len(found.paper):
        raise Http404("Рисунка нет")
    item = reads.question(found, number - 1).item
    path = pictures.path_of(item.picture_key, organization_id=item.organization_id)
    if path is None:
        raise Http404("Рисунка нет")
    return FileResponse(path.open("rb"), content_type=TYPES[path.suffix])
