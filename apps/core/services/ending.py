"""The ends of a start: every write is conditional on the fence number, so that only its owner ends a job."""

from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse

from apps.core.actor import acting, system
from apps.core.jobs import JobLost
from apps.core.models import Job, JobState, Notification
from apps.core.services import bell

ATTEMPTS = 3
WORDS = {
    JobState.DONE: "Готово: {0}",
    JobState.FAILED: "Не выполнено: {0}",
}


def finish(job: Job, state: JobState, **left: Any) -> None:
    """Write the final state in the current transaction and tell the owner. Raises ``JobLost``."""
    with acting(system("jobs")):
        write(job, state=state, finished_at=Now(), **left)
        notify(job, state)
        next_in_line(job)


def write(job: Job, **values: Any) -> None:
    """Change the row of a job that this start owns. Raises ``JobLost`` where it does not."""
    mine = Job.objects.filter(pk=job.pk, fence=job.fence, state=JobState.RUNNING)
    if not mine.update(**values):
        raise JobLost


def notify(job: Job, state: JobState) -> None:
    """A message to the owner with a link to the job; one who cancelled it knows."""
    if job.user_id is not None and state in WORDS:
        text = WORDS[state].format(job.title)[:300]
        Notification.objects.create(user_id=job.user_id, text=text, url=reverse("core:job", args=[job.pk]))


def next_in_line(job: Job) -> None:
    """Ring for a job that waits for the lock this one held."""
    if job.lock:
        waiting = Job.objects.filter(lock=job.lock, state=JobState.QUEUED).order_by("created_at")
        bell.ring_on_commit(waiting.values_list("pk", flat=True)[:1])


def conclude(job: Job, state: JobState, **left: Any) -> str:
    """``finish`` in a transaction of its own: the work was rolled back."""
    with transaction.atomic():
        finish(job, state, **left)
    return state


def try_again(job: Job, reason: str) -> str:
    """Back into the queue (the sweeper rings after a pause), or, after the last attempt, a visible failure."""
    if job.attempts >= ATTEMPTS:
        return conclude(job, JobState.FAILED, error=f"Не получилось с трёх попыток: {reason}.")
    with acting(system("jobs")):
        write(job, state=JobState.QUEUED, sent_at=None, message="Попытка не удалась, скоро начнётся следующая")
        next_in_line(job)
    return JobState.QUEUED
