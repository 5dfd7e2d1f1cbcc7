"""What may happen to workers and to Redis, and what of it a user sees: nothing."""

import os
import signal
import time
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from apps.core.actor import Actor, acting
from apps.core.models import Job
from apps.core.services import bell, jobs, sweeper
from rsnms.embedded import redis
from tests.core.jobs.kinds import effects
from tests.workers import QUICK, StartWorker, flush, read, wait_for, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def ask(actor: Actor, name: str, sign: Path) -> Job:
    """A job that waits for the sign."""
    with acting(actor):
        return jobs.submit("test_wait", {"name": name, "sign": str(sign)})


def wait_for_attempt(job: Job, number: int) -> None:
    """Wait until this attempt runs."""
    wait_until(lambda: (read(job).attempts, read(job).state) == (number, "running"))


def test_job_of_a_killed_worker_is_done_once_by_the_next(
    start_worker: StartWorker, asker: Actor, tmp_path: Path
) -> None:
    first = start_worker()
    job = ask(asker, "отчёт", tmp_path / "sign")
    wait_for(job, "running")
    first.kill()
    assert read(job).state == "running"
    (tmp_path / "sign").touch()
    start_worker()
    done = wait_for(job)
    assert (done.state, done.attempts, effects()) == ("done", 2, ["отчёт"])


def test_job_of_a_killed_pool_process_is_done_once(start_worker: StartWorker, asker: Actor, tmp_path: Path) -> None:
    worker = start_worker()
    job = ask(asker, "отчёт", tmp_path / "sign")
    wait_for(job, "running")
    (child,) = worker.children()
    os.kill(child, signal.SIGKILL)
    (tmp_path / "sign").touch()
    done = wait_for(job)
    assert (done.state, done.attempts, effects()) == ("done", 2, ["отчёт"])


def test_job_that_kills_its_worker_three_times_fails_visibly(
    start_worker: StartWorker, asker: Actor, tmp_path: Path
) -> None:
    worker = start_worker()
    job = ask(asker, "отчёт", tmp_path / "never")
    for attempt in (1, 2, 3):
        wait_for_attempt(job, attempt)
        for child in worker.children():
            os.kill(child, signal.SIGKILL)
    failed = wait_for(job)
    assert (failed.state, failed.attempts, effects()) == ("failed", 3, [])
    assert failed.error == "Не получилось с трёх попыток: обработчик заданий остановился."


def test_stalled_start_keeps_nothing_when_it_wakes_up(start_worker: StartWorker, asker: Actor, tmp_path: Path) -> None:
    zombie = start_worker()
    job = ask(asker, "отчёт", tmp_path / "sign")
    wait_for(job, "running")
    os.killpg(zombie.process.pid, signal.SIGSTOP)
    start_worker()
    wait_until(lambda: read(job).fence == 3)
    (tmp_path / "sign").touch()
    done = wait_for(job)
    os.killpg(zombie.process.pid, signal.SIGCONT)
    wait_until(lambda: "lost it to another one" in zombie.log.read_text(encoding="utf-8"))
    assert (done.state, done.attempts, effects()) == ("done", 2, ["отчёт"])
    assert read(job) == done


def test_job_is_done_after_the_queue_was_flushed(
    start_worker: StartWorker, queue: Path, asker: Actor, tmp_path: Path
) -> None:
    (tmp_path / "sign").touch()
    job = ask(asker, "отчёт", tmp_path / "sign")
    assert bell.waiting() == 1
    flush(queue)
    assert bell.waiting() == 0
    start_worker()
    assert (wait_for(job).state, effects()) == ("done", ["отчёт"])
    flush(queue)
    assert wait_for(ask(asker, "следующий", tmp_path / "sign"), seconds=10).state == "done"


def test_job_asked_for_without_redis_is_done_when_a_worker_brings_it(
    start_worker: StartWorker, queue: Path, asker: Actor, tmp_path: Path
) -> None:
    (tmp_path / "sign").touch()
    redis.stop(queue)
    job = ask(asker, "отчёт", tmp_path / "sign")
    assert (read(job).state, bell.waiting(), sweeper.ring_again()) == ("queued", None, 0)
    start_worker()
    assert (wait_for(job).state, effects()) == ("done", ["отчёт"])


def test_redis_killed_under_a_worker_comes_back(
    start_worker: StartWorker, queue: Path, asker: Actor, tmp_path: Path
) -> None:
    (tmp_path / "sign").touch()
    start_worker()
    wait_for(ask(asker, "до", tmp_path / "sign"))
    redis.stop(queue)
    job = ask(asker, "без Redis", tmp_path / "sign")
    assert wait_for(job).state == "done"
    assert bell.ring([job.pk]) is True
    assert wait_for(ask(asker, "после", tmp_path / "sign")).state == "done"
    assert effects() == ["без Redis", "до", "после"]


def test_message_delivered_twice_starts_one_job(start_worker: StartWorker, asker: Actor, tmp_path: Path) -> None:
    job = ask(asker, "отчёт", tmp_path / "sign")
    assert [bell.ring([job.pk]) for _ in range(3)] == [True] * 3
    start_worker()
    wait_for(job, "running")
    (tmp_path / "sign").touch()
    done = wait_for(job)
    wait_until(lambda: bell.waiting() == 0)
    assert (done.state, read(job).attempts, effects()) == ("done", 1, ["отчёт"])


def test_cancelled_job_of_a_killed_worker_is_cancelled(start_worker: StartWorker, asker: Actor, tmp_path: Path) -> None:
    first = start_worker()
    job = ask(asker, "отчёт", tmp_path / "never")
    wait_for(job, "running")
    first.kill()
    with acting(asker):
        assert jobs.cancel(job=job)
    start_worker()
    assert (wait_for(job).state, effects()) == ("cancelled", [])


def sleeping_sessions() -> int:
    """How many sessions of the database run the long query (the login sees its own sessions)."""
    with psycopg.connect(**{**connection.get_connection_params(), "autocommit": True}) as login:
        found = login.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query ~ '^SELECT pg_sleep'"
        )
        row = found.fetchone()
    assert row is not None
    return int(row[0])


def test_query_of_a_dead_start_is_ended(start_worker: StartWorker, asker: Actor) -> None:
    worker = start_worker()
    with acting(asker):
        job = jobs.submit("test_query", {"name": "долгий запрос"})
    wait_until(lambda: sleeping_sessions() == 1)
    worker.kill()
    assert sleeping_sessions() == 1
    time.sleep(QUICK["STALE"] + 0.5)
    sweeper.sweep()
    assert (sleeping_sessions(), read(job).state, read(job).attempts) == (0, "queued", 1)


def test_politely_stopped_worker_finishes_its_job(start_worker: StartWorker, asker: Actor, tmp_path: Path) -> None:
    worker = start_worker()
    job = ask(asker, "отчёт", tmp_path / "sign")
    wait_for(job, "running")
    worker.process.terminate()
    (tmp_path / "sign").touch()
    assert worker.stop() == 0
    assert (read(job).state, read(job).attempts, effects()) == ("done", 1, ["отчёт"])
