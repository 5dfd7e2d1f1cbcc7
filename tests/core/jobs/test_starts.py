"""The fence: what a start may write that no longer owns its job. In this process, without a worker."""

import pytest
from django.db.models import F

from apps.core.actor import Actor, acting, system
from apps.core.jobs import JobLost, kind_of
from apps.core.models import Job, JobState
from apps.core.services import ending, jobs, runner, sweeper
from apps.core.services.pulse import Progress, Pulse
from tests.core.jobs.kinds import effects
from tests.workers import read, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def ask(actor: Actor, **parameters: object) -> Job:
    with acting(actor):
        return jobs.submit("test_count", {"name": "раз", **parameters})


def change(job: Job, **values: object) -> None:
    """Change the row behind everybody's back."""
    with acting(system("test")):
        Job.objects.filter(pk=job.pk).update(**values)


def test_second_start_of_a_running_job_is_refused(asker: Actor) -> None:
    job = ask(asker)
    first = runner.claim(job.pk)
    assert first is not None
    assert (first.state, first.fence, first.attempts) == ("running", 1, 1)
    assert runner.claim(job.pk) is None
    assert runner.execute(job.pk) == ""


def test_finished_job_is_not_started_again(asker: Actor) -> None:
    job = ask(asker)
    assert [runner.execute(job.pk), runner.execute(job.pk)] == ["done", ""]
    assert (effects(), read(job).attempts) == (["раз"], 1)


def test_final_state_of_a_lost_start_is_refused(asker: Actor) -> None:
    started = runner.claim(ask(asker).pk)
    assert started is not None
    change(started, fence=F("fence") + 1)
    with pytest.raises(JobLost):
        ending.conclude(started, JobState.DONE, message="поздно")
    with pytest.raises(JobLost):
        ending.try_again(started, "поздно")
    assert (read(started).state, read(started).message) == ("running", "")


def test_work_of_a_lost_start_is_rolled_back(asker: Actor) -> None:
    started = runner.claim(ask(asker).pk)
    assert started is not None
    change(started, fence=F("fence") + 1)
    with Pulse(started) as pulse:
        assert runner.attempt(started, pulse) == ""
    assert (effects(), read(started).state) == ([], "running")


def test_pulse_of_a_lost_start_writes_nothing_and_learns_it(asker: Actor) -> None:
    started = runner.claim(ask(asker).pk)
    assert started is not None
    change(started, fence=F("fence") + 1, message="другой запуск")
    with Pulse(started) as pulse:
        pulse.progress = Progress(7, 9, "поздно")
        wait_until(lambda: pulse.lost)
        with pytest.raises(JobLost):
            pulse.check()
    assert (read(started).done, read(started).message) == (0, "другой запуск")


def test_step_of_a_lost_start_is_rolled_back(asker: Actor) -> None:
    started = runner.claim(ask(asker).pk)
    assert started is not None
    with Pulse(started) as pulse:
        context = runner.Context(started, kind_of("test_steps"), pulse)
        change(started, fence=F("fence") + 1)
        with pytest.raises(JobLost), context.step():
            pass


def test_living_job_is_not_taken_over(asker: Actor) -> None:
    started = runner.claim(ask(asker).pk)
    assert started is not None
    with Pulse(started):
        sweeper.take_over(started)
        assert sweeper.stale() == []
    assert (read(started).state, read(started).fence) == ("running", 1)


def test_job_of_a_changed_signature_fails_visibly(asker: Actor) -> None:
    job = ask(asker)
    change(job, parameters={"gone": 1}, attempts=2)
    assert runner.execute(job.pk) == "failed"
    assert read(job).error == "Не получилось с трёх попыток: ошибка в программе."
