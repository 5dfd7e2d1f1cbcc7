"""One start of one job: claim it, work as the actor who asked, write the final state with the work or not at all."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now

from apps.core import locks
from apps.core.actor import Actor, acting, system
from apps.core.identity import ActorGone, actor_from_key
from apps.core.jobs import JobCancelled, JobKind, JobLost, JobRefused, Outcome, kind_of
from apps.core.models import Job, JobState
from apps.core.services import ending, results
from apps.core.services.history import request_id
from apps.core.services.pulse import Progress, Pulse

logger = logging.getLogger(__name__)


def session_name(job: Job) -> str:
    """The name under which the database knows the transactions of this start: a take-over ends them by it."""
    return f"job {job.pk} {job.fence}"


def claim(job_id: UUID) -> Job | None:
    """Start the job: state, attempt and fence number. None where it is not waiting (any more) or its lock is held."""
    try:
        with acting(system("jobs")):
            job = Job.objects.select_for_update().filter(pk=job_id, state=JobState.QUEUED).first()
            if job is None or is_locked(job):
                return None
            job.state, job.fence, job.attempts = JobState.RUNNING, job.fence + 1, job.attempts + 1
            job.done, job.total, job.message = 0, None, ""
            fields = ("state", "fence", "attempts", "done", "total", "message")
            Job.objects.filter(pk=job.pk).update(
                **{name: getattr(job, name) for name in fields}, started_at=Now(), heartbeat_at=Now()
            )
            return job
    except IntegrityError:
        return None  # another job took the same lock at the same moment


def is_locked(job: Job) -> bool:
    """Whether another job runs under this one's lock; then it is left to be rung for once that one has ended."""
    held = bool(job.lock) and Job.objects.filter(lock=job.lock, state=JobState.RUNNING).exists()
    if held:
        Job.objects.filter(pk=job.pk).update(sent_at=None)
    return held


class Context:
    """``apps.core.jobs.JobContext`` of one start."""

    def __init__(self, job: Job, kind: JobKind, pulse: Pulse) -> None:
        self.job, self.kind, self.pulse = job, kind, pulse
        self.saved: tuple[Path, str] | None = None

    def progress(self, done: int, total: int | None = None, message: str = "") -> None:
        """The pulse writes it at its next beat."""
        known = self.pulse.progress
        self.pulse.progress = Progress(done, known.total if total is None else total, message[:300] or known.message)
        self.pulse.check()

    def file(self, name: str) -> Path:
        """The place of the one result file."""
        path = results.place_for(self.job, name)
        self.saved = (path, results.clean_name(name))
        return path

    @contextmanager
    def step(self) -> Iterator[None]:
        """A transaction that keeps its work only while this start owns the job."""
        self.pulse.check()
        with named_transaction(self.job):
            with acting(self.actor()):
                yield
                settle_constraints()
            with acting(system("jobs")):
                mine = Job.objects.select_for_update().filter(
                    pk=self.job.pk, fence=self.job.fence, state=JobState.RUNNING
                )
                if not mine.exists():
                    raise JobLost

    def actor(self) -> Actor:
        """Who acts in this job: the one who asked, checked anew, or the system in their place."""
        asked = actor_from_key(self.job.actor_key)
        return system(self.kind.code) if self.kind.system else asked


@contextmanager
def named_transaction(job: Job) -> Iterator[None]:
    """A transaction that carries the name of this start."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('application_name', %s, true)", [session_name(job)])
        yield


def settle_constraints() -> None:
    """Check deferred constraints now, while the pulse beats, and not under the final state's row lock."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def execute(job_id: UUID) -> str:
    """Run the job to one of its ends if it waits; returns the state it is left in (empty: it was not started)."""
    job = claim(job_id)
    if job is None:
        return ""
    token = request_id.set(str(job.pk))
    try:
        with Pulse(job) as pulse:
            return attempt(job, pulse)
    finally:
        request_id.reset(token)


def attempt(job: Job, pulse: Pulse) -> str:
    """Work, and write how it ended; a start that lost the job keeps nothing."""
    try:
        try:
            return work(job, pulse)
        except Exception as error:
            results.discard(job)
            return after(job, pulse, error)
    except JobLost:
        results.discard(job)
        logger.warning("Job %s: start %s lost it to another one", job.pk, job.fence)
        return ""


def work(job: Job, pulse: Pulse) -> str:
    """The kind's function and the state «done»: in one transaction unless the kind works in steps."""
    kind = kind_of(job.kind)
    context = Context(job, kind, pulse)
    values = kind.parameters.from_json(job.parameters)
    if kind.steps:
        outcome = kind.run(context, **values)
        with transaction.atomic():
            return complete(context, outcome)
    with named_transaction(job):
        with acting(context.actor()):
            outcome = kind.run(context, **values)
            settle_constraints()
        return complete(context, outcome)


def complete(context: Context, outcome: Outcome | None) -> str:
    """Write the state «done» with all that the job leaves."""
    outcome = outcome or Outcome()
    reached = context.pulse.progress
    context.pulse.release()
    left: dict[str, Any] = {"message": outcome.message[:300], "result": {**outcome.data, "url": outcome.url}}
    left |= {"done": reached.done, "total": reached.total}
    if context.saved:
        path, name = context.saved
        left |= {"result_file": f"jobs/{context.job.pk}/{path.name}", "result_name": name}
    ending.finish(context.job, JobState.DONE, **left)
    return JobState.DONE


def after(job: Job, pulse: Pulse, error: Exception) -> str:
    """What follows from a start that ended with an error: cancelled, refused for good, or tried again."""
    pulse.release()
    if isinstance(error, JobLost) or pulse.lost:
        raise JobLost from error
    if isinstance(error, JobCancelled) or pulse.cancelled:  # an interrupted statement fails in its own way
        return ending.conclude(job, JobState.CANCELLED)
    if (locked := locks.refusal(error)) or isinstance(error, JobRefused | ActorGone):
        return ending.conclude(job, JobState.FAILED, error=locked or str(error))
    logger.error("Job %s (%s): attempt %s failed", job.pk, job.kind, job.attempts, exc_info=error)
    return ending.try_again(job, "ошибка в программе")
