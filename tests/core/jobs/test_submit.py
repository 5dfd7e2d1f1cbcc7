"""Asking for a job, asking twice, cancelling, repeating: all without a worker."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection, transaction

from apps.core.actor import Actor, acting, system
from apps.core.jobs import job_kind
from apps.core.models import HistoryEntry, Job
from apps.core.parameters import BadParameters
from apps.core.services import bell, jobs
from tests.core.jobs import kinds
from tests.workers import read

pytestmark = pytest.mark.django_db(transaction=True)


def count_jobs() -> int:
    with acting(system("test")):
        return Job.objects.count()


def verbs() -> list[tuple[str, str]]:
    """What the history holds: verb and who."""
    with acting(system("test")):
        return list(HistoryEntry.objects.order_by("id").values_list("verb", "actor_key"))


def test_job_is_asked_for_with_its_actor_and_parameters(asker: Actor) -> None:
    with acting(asker):
        job = jobs.submit("test_count", {"name": "раз"}, title="Счёт № 1")
    found = read(job)
    assert (found.state, found.title, found.attempts, found.fence) == ("queued", "Счёт № 1", 0, 0)
    assert (found.user_id, found.actor_key) == (asker.user_id, asker.key)
    assert found.parameters == {"name": "раз", "steps": 5, "pause": 0.0}
    assert verbs() == [("submit_job", asker.key)]
    assert bell.waiting() == 1


def test_second_click_gives_the_same_job(asker: Actor) -> None:
    with acting(asker):
        first = jobs.submit("test_count", {"name": "раз"})
        second = jobs.submit("test_count", {"name": "раз", "steps": 5})
    assert (first.pk, count_jobs(), verbs()) == (second.pk, 1, [("submit_job", asker.key)])


def test_clicks_at_the_same_moment_give_one_job(asker: Actor) -> None:
    barrier = Barrier(4)

    def click(_: int) -> UUID:
        barrier.wait()
        try:
            with acting(asker):
                return jobs.submit("test_count", {"name": "раз"}).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(click, range(4)))) == 1
    assert (count_jobs(), bell.waiting()) == (1, 1)


@pytest.mark.parametrize("other", [{"name": "два"}, {"name": "раз", "steps": 6}])
def test_other_parameters_give_another_job(asker: Actor, other: dict[str, object]) -> None:
    with acting(asker):
        assert jobs.submit("test_count", {"name": "раз"}) != jobs.submit("test_count", other)


def test_same_request_of_another_user_is_another_job(asker: Actor, stranger: Actor) -> None:
    with acting(asker):
        jobs.submit("test_count", {"name": "раз"})
    with acting(stranger):
        jobs.submit("test_count", {"name": "раз"})
        assert Job.objects.count() == 1
    assert count_jobs() == 2


def test_finished_job_may_be_asked_for_again(asker: Actor) -> None:
    with acting(asker):
        first = jobs.submit("test_count", {"name": "раз"})
        jobs.cancel(job=first)
        assert jobs.submit("test_count", {"name": "раз"}) != first


def test_rolled_back_request_leaves_no_job(asker: Actor) -> None:
    with acting(asker):
        jobs.submit("test_count", {"name": "раз"})
        transaction.set_rollback(True)
    assert (count_jobs(), bell.waiting()) == (0, 0)


@pytest.mark.parametrize("wrong", [{}, {"name": 5}, {"name": "раз", "color": "red"}, {"name": None}])
def test_wrong_parameters_are_refused(asker: Actor, wrong: dict[str, object]) -> None:
    with acting(asker), pytest.raises(BadParameters):
        jobs.submit("test_count", wrong)


def test_unknown_kind_is_refused(asker: Actor) -> None:
    with acting(asker), pytest.raises(KeyError):
        jobs.submit("no_such_kind")


def test_lock_is_made_of_the_parameters(asker: Actor) -> None:
    with acting(asker):
        assert jobs.submit("test_wait", {"name": "раз", "sign": "x", "place": "А"}).lock == "place:А"
        assert jobs.submit("test_count", {"name": "раз"}).lock == ""


def test_waiting_job_is_cancelled_at_once(asker: Actor) -> None:
    with acting(asker):
        job = jobs.submit("test_count", {"name": "раз"})
        assert jobs.cancel(job=job)
    assert (job.state, job.is_active, job.finished_at is not None) == ("cancelled", False, True)
    assert verbs() == [("submit_job", asker.key), ("cancel_job", asker.key)]


def test_finished_job_cannot_be_cancelled(asker: Actor) -> None:
    with acting(asker):
        job = jobs.submit("test_count", {"name": "раз"})
        assert [jobs.cancel(job=job), jobs.cancel(job=job)] == [True, False]


def test_job_is_repeated_with_its_parameters(asker: Actor) -> None:
    with acting(asker):
        job = jobs.submit("test_count", {"name": "раз", "steps": 3}, title="Счёт")
        jobs.cancel(job=job)
        again = jobs.repeat(job=job)
    assert (again.pk != job.pk, again.title, again.parameters) == (True, "Счёт", job.parameters)


def test_nightly_job_belongs_to_the_system(committed: None, queue: object) -> None:
    job = read(jobs.submit_daily("test_system"))
    assert (job.user_id, job.actor_key) == (None, "system:beat")


def test_kinds_of_tests_are_declared_once() -> None:
    assert kinds.count.__name__ == "count"
    declare = job_kind("test_count", title="Другой")
    with pytest.raises(ValueError, match="test_count"):
        declare(kinds.fail)
