"""A real worker for tests: the command ``worker`` in a process of its own, on the test database, with its own Redis.

Fixtures: ``worker`` (one that runs for the whole module) and ``start_worker`` (start, kill and start again as you
like). Both bring ``committed`` rows: a database without the surrounding transaction, emptied after each test. Then
``wait_for(job)`` gives the finished row.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from kombu import pools
from redis import Redis

from apps.core.actor import acting, system
from apps.core.models import Job
from rsnms.celery import app
from rsnms.embedded import redis

CHECKOUT = Path(__file__).resolve().parent.parent
QUICK = {"HEARTBEAT": 0.1, "STALE": 2.0, "SWEEP": 0.2, "RESEND": 0.5}
PATIENCE = 120.0
TEST_KINDS = "tests.core.jobs.kinds"


def database_url() -> str:
    """The address of the test database for another process."""
    at = connection.settings_dict
    host, user, word = (quote(str(at[key] or ""), safe="") for key in ("HOST", "USER", "PASSWORD"))
    login = f"{user}:{word}" if word else user
    return f"postgres://{login}@/{quote(str(at['NAME']))}?host={host}&port={at['PORT'] or 5432}"


def wait_until(happened: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait until it is so; fail after ``seconds``."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def read(job: Job) -> Job:
    """The row as it is now."""
    with acting(system("test")):
        return Job.objects.get(pk=job.pk)


def wait_for(job: Job, *states: str, seconds: float = PATIENCE) -> Job:
    """Wait until the job is in one of these states (by default: at an end)."""
    wanted = states or ("done", "failed", "cancelled")
    wait_until(lambda: read(job).state in wanted, seconds)
    return read(job)


class Worker:
    """A running worker process and its pool."""

    def __init__(self, home: Path, include: str, processes: int) -> None:
        self.log = home / "worker.log"
        times = {f"RSNMS_JOBS_{name}": str(value) for name, value in QUICK.items()}
        own = {"DATABASE_URL": database_url(), "RSNMS_DATA_DIR": str(home), "REDIS_URL": "", **times}
        command = [sys.executable, "-W", "error::RuntimeWarning", "manage.py", "worker", f"--processes={processes}"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, f"--include={include}"],
                cwd=CHECKOUT,
                env={**os.environ, **own},
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def children(self) -> list[int]:
        """The ids of the pool's processes."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in listed.split()]

    def kill(self) -> None:
        """``kill -9`` of the worker with its pool, as when the machine's power goes."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        print(self.log.read_text(encoding="utf-8"))  # shown by pytest beside a failure

    def stop(self) -> int:
        """End it politely, as an operator does; returns its exit status. It finishes the job in hand first."""
        self.process.terminate()
        return self.process.wait(timeout=PATIENCE)


StartWorker = Callable[[], Worker]


@pytest.fixture(scope="session")
def redis_home() -> Iterator[Path]:
    """A data folder with a Redis of its own, to be flushed and killed by tests."""
    home = Path(tempfile.mkdtemp(prefix="rsnms-worker-", dir="/tmp"))
    try:
        redis.ensure(home)
        yield home
    finally:
        redis.stop(home)
        shutil.rmtree(home)


@pytest.fixture
def queue(redis_home: Path, settings: object) -> Iterator[Path]:
    """This process rings the doorbell of that Redis, and finds result files in that folder."""
    before = app.conf["broker_url"]
    app.conf.update(broker_url=redis.celery_url(redis_home))
    settings.FILES_DIR = redis_home / "files"  # type: ignore[attr-defined]
    for name, value in QUICK.items():
        setattr(settings, f"JOBS_{name}_SECONDS", value)
    forget_connections()
    redis.ensure(redis_home)
    flush(redis_home)
    yield redis_home
    app.conf.update(broker_url=before)
    forget_connections()


def flush(home: Path) -> None:
    """Empty the Redis of the folder, queue and all."""
    with Redis.from_url(redis.url(home)) as client:
        client.flushall()


def forget_connections() -> None:
    """Make Celery connect anew."""
    pools.reset()
    vars(app).update(_pool=None)
    vars(app.amqp).update(_producer_pool=None)


@pytest.fixture
def committed(transactional_db: None) -> None:
    """Rows that other processes see; the database is emptied afterwards."""


@pytest.fixture
def start_worker(queue: Path, committed: None) -> Iterator[StartWorker]:
    """Start workers; all of them are gone at the end."""
    started: list[Worker] = []

    def start() -> Worker:
        started.append(Worker(queue, TEST_KINDS, 1))
        return started[-1]

    yield start
    for worker in started:
        worker.kill()


@pytest.fixture(scope="module")
def module_worker(redis_home: Path, django_db_setup: None) -> Iterator[Worker]:
    """One worker for all tests of a module that do it no harm."""
    redis.ensure(redis_home)
    one = Worker(redis_home, TEST_KINDS, 2)
    yield one
    one.kill()


@pytest.fixture
def worker(module_worker: Worker, queue: Path, committed: None) -> Worker:
    """A running worker."""
    return module_worker
