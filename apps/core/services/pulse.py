"""The pulse of a running job: a thread with a connection of its own, so that its words outlive the job's transaction.

At every beat it writes that the job is alive and how far it is, and learns whether the owner cancelled it or another
start took it over; a statement of the job that runs at that moment is interrupted.
"""

import logging
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import psycopg
from django.conf import settings
from django.db import Error, connection

from apps.core.actor import acting, system
from apps.core.jobs import JobCancelled, JobLost
from apps.core.models import Job

logger = logging.getLogger(__name__)
BEAT = """
UPDATE core_job SET heartbeat_at = clock_timestamp(), done = %s, total = %s, message = %s
WHERE id = %s AND fence = %s AND state = 'running' RETURNING cancel_requested
"""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is."""

    done: int = 0
    total: int | None = None
    message: str = ""


class Pulse:
    """Beats while the block runs; ``check`` raises what the last beat learned."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.progress = Progress()
        self.cancelled = self.lost = False
        self._watched: psycopg.Connection[Any] | None = None
        self._guard = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"pulse {job.pk}", daemon=True)

    def __enter__(self) -> "Pulse":
        self._watched = connection.connection
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()
        self._stop.set()
        self._thread.join()

    def check(self) -> None:
        """Raise ``JobLost`` or ``JobCancelled`` if a beat has learned it."""
        if self.lost:
            raise JobLost
        if self.cancelled:
            raise JobCancelled

    def release(self) -> None:
        """From now on no statement is interrupted: the final state is being written."""
        with self._guard:
            self._watched = None

    def _run(self) -> None:
        try:
            while not self._stop.wait(settings.JOBS_HEARTBEAT_SECONDS):
                self._try_to_beat()
        finally:
            connection.close()

    def _try_to_beat(self) -> None:
        try:
            self._beat()
        except (Error, psycopg.Error):
            # The database is restarting, perhaps: the next beat tries with a new connection.
            logger.warning("Job %s: a beat of the pulse was lost", self.job.pk, exc_info=True)
            connection.close()

    def _beat(self) -> None:
        now = self.progress
        with acting(system("jobs")), connection.cursor() as cursor:
            cursor.execute(BEAT, [now.done, now.total, now.message, self.job.pk, self.job.fence])
            row = cursor.fetchone()
        self.lost = row is None
        self.cancelled = bool(row and row[0])
        if self.lost or self.cancelled:
            self._interrupt()

    def _interrupt(self) -> None:
        with self._guard:
            if self._watched is not None:
                self._watched.cancel_safe()
