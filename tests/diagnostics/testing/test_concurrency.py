"""What happens at once or dies in the middle: one attempt, one session, no acknowledged answer lost."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from apps.core.actor import acting, system
from apps.diagnostics.models import Answer, Attempt, DiagnosticSession, Mark, OnlineTest, Score
from apps.diagnostics.services.attempts import save_answer, start_attempt, submit_attempt, submit_overdue
from tests.cast import Cast, make_cast
from tests.diagnostics.testing.rows import answer_rightly, make_attempt, make_bank_item, make_online_test
from tests.workers import StartWorker, database_url, wait_until

SYSTEM = system("test")


@pytest.fixture
def people(committed: None) -> Cast:
    with acting(SYSTEM):
        return make_cast()


@pytest.fixture
def test(people: Cast) -> OnlineTest:
    with acting(SYSTEM):
        for _ in range(3):
            make_bank_item(people.cnppm)
        return make_online_test(people.cnppm, {"Т-01": 3})


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Do it all at the same time, each on a connection of its own; what was refused comes back as its sentence."""
    barrier, found = threading.Barrier(len(deeds)), dict[int, Any]()

    def run(place: int, deed: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            found[place] = deed()
        except ValidationError as refused:
            found[place] = refused.code or refused.messages[0]
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [found[place] for place in range(len(deeds))]


def by_teacher(people: Cast, deed: Callable[[], Any]) -> Callable[[], Any]:
    def run() -> Any:
        with acting(people.actor("teacher")):
            return deed()

    return run


@pytest.mark.django_db(transaction=True)
def test_clicks_at_once_start_and_submit_one_attempt(people: Cast, test: OnlineTest) -> None:
    starting = by_teacher(people, lambda: start_attempt(test=test, person=people.teacher))
    begun = at_once(*[starting] * 4)
    assert len({attempt.pk for attempt in begun}) == 1
    done = at_once(*[by_teacher(people, lambda: submit_attempt(begun[0]))] * 4, submit_overdue)
    assert len({attempt.session_id for attempt in done[:4]}) == 1
    with acting(SYSTEM):
        counts = [model.objects.count() for model in (Attempt, DiagnosticSession, Score, Mark)]
    assert counts == [1, 1, 1, 3]


@pytest.mark.django_db(transaction=True)
def test_answer_that_was_acknowledged_beside_a_submission_is_graded(people: Cast, test: OnlineTest) -> None:
    """Whichever comes first: an answer is either refused or counted, never taken and left out."""
    with acting(SYSTEM):
        attempt = make_attempt(test, people.teacher)

    def answering(place: int) -> Callable[[], Any]:
        return by_teacher(
            people, lambda: save_answer(attempt_id=attempt.pk, place=place, value="б", given_at=timezone.now())
        )

    told = at_once(*map(answering, range(3)), by_teacher(people, lambda: submit_attempt(attempt)))
    taken = sum(one != "closed" for one in told[:3])
    with acting(SYSTEM):
        assert Answer.objects.count() == taken
        assert Score.objects.get().points == taken


@pytest.fixture
def held(people: Cast) -> Iterator[Callable[[], None]]:
    """Nobody can write scores until it is called."""
    other = psycopg.connect(database_url())
    other.execute("LOCK TABLE diagnostics_score IN SHARE MODE")
    yield other.rollback
    other.close()


def waits_for_scores() -> bool:
    """Whether somebody stands before the lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'diagnostics_score'::regclass")
        return bool(cursor.fetchone()[0])


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_worker_killed_while_it_submits_leaves_one_session(
    people: Cast, test: OnlineTest, start_worker: StartWorker, held: Callable[[], None]
) -> None:
    with acting(SYSTEM):
        attempt = make_attempt(test, people.teacher, minutes=-5)
        answer_rightly(attempt)
    worker = start_worker()
    wait_until(waits_for_scores)
    worker.kill()
    held()
    with acting(SYSTEM):
        assert DiagnosticSession.objects.count() == 0
    start_worker()

    def submitted() -> bool:
        with acting(SYSTEM):
            return Attempt.objects.exclude(submitted_at=None).exists()

    wait_until(submitted)
    time.sleep(0.5)
    with acting(SYSTEM):
        attempt.refresh_from_db()
        assert (attempt.timed_out, Score.objects.get().points) == (True, Decimal(3))
        assert [DiagnosticSession.objects.count(), Mark.objects.count()] == [1, 3]
        assert timezone.now() - attempt.submitted_at < timedelta(minutes=1)  # type: ignore[operator]
