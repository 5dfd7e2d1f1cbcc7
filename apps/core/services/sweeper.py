"""Mends what a bell cannot: jobs nobody heard of, jobs whose worker died, the embedded Redis that is gone.

Runs in every worker's main process and from beat; any number of sweepers may run at once.
"""

import logging
import threading
from datetime import timedelta
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django.utils.module_loading import import_string

from apps.core.actor import acting, system
from apps.core.jobs import JobLost
from apps.core.models import Job, JobState
from apps.core.services import bell, ending, results, ticks
from apps.core.services.runner import session_name

logger = logging.getLogger(__name__)
# A bell that was rung, with others still unheard before it, is rung again only after so many pauses.
PATIENCE = 12


def sweep() -> None:
    """Take over what died, then ring for what waits."""
    if settings.REDIS_ENSURE:
        import_string(settings.REDIS_ENSURE)()
    for job in stale():
        take_over(job)
    ring_again()
    ticks.run_all()


def ago(seconds: float) -> Any:
    """The database's time so many seconds ago: clocks of machines differ."""
    return Now() - timedelta(seconds=seconds)


def stale() -> list[Job]:
    """Running jobs that show no sign of life."""
    with acting(system("jobs")):
        running = Job.objects.filter(state=JobState.RUNNING)
        return list(running.filter(heartbeat_at__lt=ago(settings.JOBS_STALE_SECONDS)))


def take_over(job: Job) -> None:
    """Shut the dead start out by the fence number and give the job to another one, or end it."""
    end_sessions(job)
    try:
        with acting(system("jobs")):
            gone = Job.objects.filter(pk=job.pk, fence=job.fence, state=JobState.RUNNING)
            if not gone.filter(heartbeat_at__lt=ago(settings.JOBS_STALE_SECONDS)).update(fence=F("fence") + 1):
                return  # it has ended, or lives after all, or another sweeper was here first
            logger.warning("Job %s: start %s shows no sign of life, the job is taken over", job.pk, job.fence)
            results.discard(job)
            job.refresh_from_db()
            if job.cancel_requested:
                ending.finish(job, JobState.CANCELLED)
            else:
                ending.try_again(job, "обработчик заданий остановился")
    except JobLost:
        return


def end_sessions(job: Job) -> None:
    """End the database sessions of the dead start: its statements still run, its locks are still held.

    The login may see and end its own sessions, the application role may not: hence a connection without that role.
    """
    parameters = connection.get_connection_params()
    with psycopg.connect(**{**parameters, "autocommit": True}) as login:
        login.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE application_name = %s AND datname = current_database()",
            [session_name(job)],
        )


def ring_again() -> int:
    """Ring for the waiting jobs that no message speaks of; returns how many."""
    unheard = bell.waiting()
    if unheard is None:
        return 0
    with acting(system("jobs")):
        due = list(without_message(unheard).select_for_update(skip_locked=True).values_list("pk", flat=True))
        Job.objects.filter(pk__in=due).update(sent_at=Now())
    bell.ring(due)
    return len(due)


def without_message(unheard: int) -> QuerySet[Job]:
    """Waiting jobs never rung for, or rung for long ago while the queue is empty (it was lost); not the locked ones."""
    patience = settings.JOBS_RESEND_SECONDS * (PATIENCE if unheard else 1)
    held = Job.objects.filter(state=JobState.RUNNING).exclude(lock="").values("lock")
    waiting = Job.objects.filter(state=JobState.QUEUED).exclude(lock__in=held)
    return waiting.filter(Q(sent_at=None) | Q(sent_at__lt=ago(patience))).order_by("created_at")


class Loop(threading.Thread):
    """The sweeper of a worker's main process: it needs neither beat nor a free place in the pool."""

    def __init__(self) -> None:
        super().__init__(name="sweeper", daemon=True)
        self._stop_asked = threading.Event()

    def run(self) -> None:
        while True:
            try:
                sweep()
            except Exception:
                # No database, perhaps, or no Redis: whatever it is, the next sweep comes.
                logger.exception("A sweep failed")
            finally:
                # Not held between sweeps: the pool forks, and a child must not share it.
                connection.close()
            if self._stop_asked.wait(settings.JOBS_SWEEP_SECONDS):
                return

    def stop(self) -> None:
        """Ask it to end and wait until it has."""
        self._stop_asked.set()
        self.join()
