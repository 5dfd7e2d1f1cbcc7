"""«Мои задания»: the list, one job with its progress, cancel, repeat, the result file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from apps.core import access
from apps.core.actor import current
from apps.core.identity import ActorGone, actor_from_key
from apps.core.models import Job, JobState
from apps.core.parameters import BadParameters
from apps.core.services import jobs, results
from apps.core.text import NBSP, format_number
from apps.core.timing import in_words, time_left
from apps.core.web import nav

PAGE = 30
TITLE = "Мои задания"
TONES = {
    JobState.QUEUED: "secondary",
    JobState.RUNNING: "blue",
    JobState.DONE: "green",
    JobState.FAILED: "red",
    JobState.CANCELLED: "secondary",
}


_pages: dict[str, Callable[[Job], str]] = {}


def show_result(kind: str, page: Callable[[Job], str]) -> None:
    """Name the page that shows the results of a kind of jobs, where a result cannot name it itself."""
    _pages[kind] = page


@dataclass(frozen=True, slots=True)
class Shown:
    """A job as the pages show it."""

    job: Job
    now: datetime

    @property
    def tone(self) -> str:
        """The colour of the state; the word stands in it."""
        return TONES[JobState(self.job.state)]

    @property
    def state(self) -> str:
        """The state in a word."""
        if self.job.is_active and self.job.cancel_requested:
            return "отменяется"
        return str(JobState(self.job.state).label)

    @property
    def bar_label(self) -> str:
        """What stands beside the bar."""
        return "Ждёт очереди" if self.job.state == JobState.QUEUED else "Сделано"

    @property
    def reached(self) -> str:
        """«1 200 из 3 000», while it goes on."""
        if not self.job.total or not self.job.is_active:
            return ""
        return f"{format_number(self.job.done)}{NBSP}из{NBSP}{format_number(self.job.total)}"

    @property
    def left(self) -> str:
        """The time left in words."""
        return in_words(time_left(self.job, self.now))

    @property
    def code(self) -> str:
        """The code for support: it stands in the log and in the history."""
        return str(self.job.pk)[:8].upper()

    @property
    def opens(self) -> str:
        """The page that shows the result."""
        if self.job.state != JobState.DONE:
            return ""
        page = _pages.get(self.job.kind)
        return page(self.job) if page is not None else str(self.job.result.get("url", ""))

    @property
    def has_file(self) -> bool:
        """Whether there is a file to download."""
        return results.path_of(self.job) is not None

    @property
    def file_expired(self) -> bool:
        """Whether there was a file that is removed by now."""
        return bool(self.job.result_name) and not self.has_file

    @property
    def repeatable(self) -> bool:
        """Whether asking again makes sense."""
        return self.job.state in (JobState.FAILED, JobState.CANCELLED) or self.file_expired


def own_jobs() -> QuerySet[Job]:
    """The jobs of the user who asks, whatever their role."""
    return Job.objects.filter(access.scope(Job, current(), access.READ))


def own_job(pk: UUID) -> Job:
    """One of them, or 404."""
    return get_object_or_404(own_jobs(), pk=pk)


def start_job(code: str, parameters: Mapping[str, Any] | None = None, *, title: str = "") -> HttpResponseRedirect:
    """Ask for a job and lead to the page that shows how far it is. Raises as ``jobs.submit``."""
    job = jobs.submit(code, parameters, title=title)
    return HttpResponseRedirect(reverse("core:job", args=(job.pk,)))


@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    """All jobs of the user, the newest first; ``?before=`` continues."""
    rows = own_jobs()
    if before := parse_datetime(request.GET.get("before", "")):
        rows = rows.filter(created_at__lt=before)
    found = list(rows[: PAGE + 1])
    now = timezone.now()
    shown = [Shown(job, now) for job in found[:PAGE]]
    more = shown[-1].job.created_at.isoformat() if len(found) > PAGE else ""
    return render(request, "core/job_list.html", {"title": TITLE, "jobs": shown, "more": more})


@require_safe
def job_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One job; the part with the progress asks for itself again while the job goes on."""
    job = own_job(pk)
    name = "core/job_state.html" if "HX-Request" in request.headers else "core/job.html"
    shown = Shown(job, timezone.now())
    crumbs = [(TITLE, reverse("core:jobs"))]
    return render(request, name, {"title": job.title, "crumbs": crumbs, "job": job, "shown": shown})


@require_POST
def job_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Cancel it."""
    if not jobs.cancel(job=own_job(pk)):
        messages.info(request, "Задание уже закончилось, отменять нечего.")
    return redirect("core:job", pk=pk)


@require_POST
def job_repeat(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for the same again."""
    try:
        job = jobs.repeat(job=own_job(pk))
    except (KeyError, BadParameters):
        messages.error(request, "Это задание устарело: начните его заново на той странице, где оно начиналось.")
        return redirect("core:job", pk=pk)
    return redirect("core:job", pk=job.pk)


@require_safe
def job_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The finished result file. 404: not the user's job, or no file; 403: the role it was made in has ended."""
    job = own_job(pk)
    where = results.path_of(job)
    if where is None:
        raise Http404("Файла нет")
    try:
        actor_from_key(job.actor_key)
    except ActorGone as gone:
        raise PermissionDenied(str(gone)) from gone
    response = FileResponse(where.open("rb"), as_attachment=True, filename=job.result_name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


urlpatterns = [
    path("jobs/", job_list, name="jobs"),
    path("jobs/<uuid:pk>/", job_detail, name="job"),
    path("jobs/<uuid:pk>/cancel/", job_cancel, name="job_cancel"),
    path("jobs/<uuid:pk>/repeat/", job_repeat, name="job_repeat"),
    path("jobs/<uuid:pk>/file/", job_file, name="job_file"),
]

nav.register(nav.Entry("home", TITLE, "core:jobs", nav.everyone, order=60))
