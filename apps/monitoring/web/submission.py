"""Pages of submission: the list with the region at a glance, a municipality's checklist, the steps."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core import access
from apps.core.actor import current
from apps.core.text import count_text
from apps.core.web import nav
from apps.core.web.forms import Form
from apps.core.web.views import ListView
from apps.monitoring import submitting
from apps.monitoring.models import Submission, SubmissionPeriod
from apps.monitoring.selectors.glance import glance_of
from apps.monitoring.services import reminders
from apps.monitoring.services.submission import confirm_lists
from apps.monitoring.web.submission_page import SubmissionPage
from apps.monitoring.web.submission_steps import STEPS, Step

READS = nav.holders("submissions")
NOT_OPEN = "Представление данных не открыто для вашей роли."


class SubmissionListView(ListView):
    """The list with the state of the period above it."""

    template = "monitoring/submission_list.html"

    def page(self, title: str, status: int = 200, **context: Any) -> TemplateResponse:
        glance = glance_of(self.actor, self.request.GET.get("period", ""))
        return super().page(title, status, glance=glance, **context)


def find_submission(pk: int) -> Submission:
    """The submission in the actor's scope. Raises ``PermissionDenied`` for other roles and ``Http404``."""
    if not READS(current()):
        raise PermissionDenied(NOT_OPEN)
    rows = Submission.objects.filter(access.scope(Submission, current()), pk=pk)
    found = rows.select_related("period__profile", "municipality", "lock").first()
    if found is None:
        raise Http404("Такого представления данных нет в вашей области")
    return found


def answer(request: HttpRequest, template: str, title: str, status: int = 200, **context: Any) -> TemplateResponse:
    """A page of submission."""
    crumbs = [("Представление данных", reverse("monitoring:submission_list")), *context.pop("trail", [])]
    return TemplateResponse(request, template, {"title": title, "crumbs": crumbs, **context}, status=status)


def checklist(request: HttpRequest, submission: Submission, status: int = 200, **context: Any) -> HttpResponse:
    """The checklist of a municipality."""
    page = SubmissionPage(submission, current(), **context)
    return answer(request, "monitoring/submission.html", page.title, status, page=page, submission=submission)


@require_safe
def submission_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What is done and what is left: the tasks of a municipality for a period."""
    return checklist(request, find_submission(pk))


@require_http_methods(["GET", "HEAD", "POST"])
def submission_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A page between the button and the deed; what was typed is kept when it is refused."""
    submission = find_submission(pk)
    if step not in STEPS:
        raise Http404("Нет такого шага")
    chosen = STEPS[step]
    if not chosen.may(current(), submission):
        raise PermissionDenied("Этот шаг с данными муниципалитета сейчас не для вашей роли.")
    form = chosen.form(request.POST if request.method == "POST" else None) if chosen.form else None
    if request.method != "POST":
        return ask(request, submission, chosen, form)
    if form is not None and not form.is_valid():
        return ask(request, submission, chosen, form, 422)
    try:
        chosen.run(submission, **(form.cleaned_data if form else {}))
    except ValidationError as error:
        return refused(request, submission, chosen, form, error)
    messages.success(request, chosen.done)
    return HttpResponseRedirect(reverse("monitoring:submission_detail", args=(pk,)))


def refused(
    request: HttpRequest, submission: Submission, step: Step, form: Form | None, error: ValidationError
) -> HttpResponse:
    """The same page with the reasons."""
    if form is None:
        return ask(request, submission, step, None, 422, " ".join(error.messages))
    form.refuse(error)
    return ask(request, submission, step, form, 422)


def ask(
    request: HttpRequest, submission: Submission, step: Step, form: Form | None, status: int = 200, problem: str = ""
) -> HttpResponse:
    """What will happen, and the form of the step."""
    page = SubmissionPage(submission, current())
    back = reverse("monitoring:submission_detail", args=(submission.pk,))
    return answer(
        request, "monitoring/submission_step.html", step.title, status, page=page, form=form, problem=problem,
        consequence=step.consequence, back=back, trail=[(page.title, back)],
    )  # fmt: skip


@require_POST
def submission_lists(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm every staff list that waits."""
    submission = find_submission(pk)
    try:
        done = confirm_lists(submission)
        messages.success(request, f"Подтверждено: {count_text(done, 'список', 'списка', 'списков')}.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return HttpResponseRedirect(reverse("monitoring:submission_detail", args=(pk,)))


@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """«Напомнить должникам» of a period."""
    period = SubmissionPeriod.objects.filter(pk=pk).select_related("profile").first()
    if period is None or not READS(current()):
        raise (Http404("Нет такого периода") if period is None else PermissionDenied(NOT_OPEN))
    if not submitting.may_set_terms(current(), period.profile):
        raise PermissionDenied("Напоминает тот, кто принимает данные.")
    told = reminders.remind_debtors(period)
    text = f"Напоминание получили {count_text(told, 'человек', 'человека', 'человек')}."
    messages.success(request, text if told else "Напоминать некому: сегодня уже напомнили, или должников нет.")
    return HttpResponseRedirect(f"{reverse('monitoring:submission_list')}?period={pk}")
