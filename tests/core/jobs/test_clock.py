"""Beat: what is asked for and when."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery.schedules import crontab

from apps.core import tasks
from apps.core.actor import acting, system
from apps.core.models import Job
from apps.core.services import bell
from apps.core.services.clock import plan
from rsnms.celery import app
from tests.core.jobs import kinds
from tests.workers import CHECKOUT, QUICK, database_url, wait_until


@pytest.fixture
def schedule() -> Iterator[dict[str, dict[str, object]]]:
    """What beat has planned, taken back afterwards."""
    before = dict(app.conf.beat_schedule)
    plan()
    yield dict(app.conf.beat_schedule)
    app.conf.update(beat_schedule=before)


def test_house_and_nightly_kinds_are_planned(schedule: dict[str, dict[str, object]]) -> None:
    code = "test_nightly"
    assert kinds.nightly.__name__ == "nightly"
    assert schedule["sweep"]["task"] == tasks.sweep.name
    assert schedule["expire"]["task"] == tasks.expire_results.name
    planned = schedule[code]
    assert (planned["task"], planned["args"]) == (tasks.submit_nightly.name, (code,))
    assert planned["schedule"] == crontab(hour="3", minute="20")


@pytest.mark.django_db(transaction=True)
def test_nightly_task_asks_for_a_job(queue: Path) -> None:
    tasks.submit_nightly("test_nightly")
    with acting(system("test")):
        assert list(Job.objects.values_list("kind", "actor_key", "state")) == [
            ("test_nightly", "system:beat", "queued")
        ]
    assert bell.waiting() == 1


@pytest.mark.django_db(transaction=True)
def test_beat_calls_the_sweeper(queue: Path) -> None:
    # The Redis of this test, whichever the suite itself was given.
    where = {"DATABASE_URL": database_url(), "REDIS_URL": "", "RSNMS_DATA_DIR": str(queue)}
    own = {**where, "RSNMS_JOBS_SWEEP": str(QUICK["SWEEP"])}
    command = [sys.executable, "manage.py", "beat"]
    beat = subprocess.Popen(command, cwd=CHECKOUT, env={**os.environ, **own})
    try:
        wait_until(lambda: (bell.waiting() or 0) > 0)
        beat.terminate()
        assert beat.wait(timeout=20) == 0
    finally:
        beat.kill()
        beat.wait()
