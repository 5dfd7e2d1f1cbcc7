"""The web process killed in the middle of an online test: what it called saved is saved, and the test goes on."""

import http.client
import json
import threading
import time
from collections.abc import Iterator
from decimal import Decimal

import psycopg
import pytest
from django.db import connection

from apps.core.actor import acting, system
from apps.diagnostics.models import Answer, Attempt, DiagnosticSession, Mark, Score
from tests.diagnostics.testing.takers import Takers, make_takers
from tests.webserver import Link, StartWeb, Web
from tests.workers import database_url, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SYSTEM = system("test")
PEOPLE, QUESTIONS, RIGHT, WRONG = 3, 3, "б", "а"
NOT_ANSWERED = 0


@pytest.fixture
def takers(committed: None) -> Takers:
    """Everybody who takes the test."""
    return make_takers(PEOPLE, QUESTIONS)


@pytest.fixture
def held() -> Iterator[psycopg.Connection[tuple[int]]]:
    """Another connection, to hold a table still."""
    with psycopg.connect(database_url()) as other:
        yield other


def waiting(table: str) -> int:
    """How many requests stand before a table that is held."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass", [table])
        return int(cursor.fetchone()[0])


def kill_in_the_middle(
    server: Web, threads: list[threading.Thread], links: list[Link], held: psycopg.Connection[tuple[int]]
) -> None:
    """``kill -9`` while requests are under way; then their sessions of the database find nobody to answer to."""
    server.kill()
    for thread in threads:
        thread.join()
    for link in links:
        link.close()
    held.rollback()
    wait_until(lambda: waiting("diagnostics_answer") + waiting("diagnostics_score") == 0)


def post(link: Link, attempt: int, page: str, body: str = "") -> int:
    """The status of what was sent, 0 where nobody answered."""
    try:
        return link.post(f"/diagnostics/attempts/{attempt}/{page}/", body)[0]
    except (OSError, http.client.HTTPException):
        link.close()
        return NOT_ANSWERED


def save(link: Link, attempt: int, place: int, value: str) -> int:
    """Send an answer as the page's script does."""
    return post(link, attempt, "answers", json.dumps({"place": place, "value": value, "given": time.time() * 1000}))


def submit(link: Link, attempt: int) -> int:
    """Hand the test in."""
    return post(link, attempt, "submit")


def save_all(links: list[Link], takers: Takers, place: int, value: str) -> list[int]:
    """Everybody's answer to the question, one after the other."""
    return [save(link, attempt, place, value) for link, (attempt, _) in zip(links, takers, strict=True)]


def start_saving(links: list[Link], takers: Takers, place: int, told: list[int]) -> list[threading.Thread]:
    """Everybody's right answer to the question, all at once; what they are told is added to ``told``."""

    def run(link: Link, attempt: int) -> None:
        told.append(save(link, attempt, place, RIGHT))

    threads = [threading.Thread(target=run, args=(link, one)) for link, (one, _) in zip(links, takers, strict=True)]
    for thread in threads:
        thread.start()
    return threads


def stored() -> list[tuple[int, str]]:
    """(attempt, answer) of everything that the portal keeps."""
    with acting(SYSTEM):
        rows = Answer.objects.order_by("attempt", "pk").values_list("attempt", "value")
        return list(rows)


def test_killed_web_process_loses_no_acknowledged_answer_and_submits_once(
    takers: Takers, start_web: StartWeb, held: psycopg.Connection[tuple[int]]
) -> None:
    """Killed twice: while the second answers are being written, and while a submission is."""
    server = start_web()
    links = [Link(server.port, session) for _, session in takers]
    assert save_all(links, takers, 0, WRONG) == save_all(links, takers, 0, RIGHT) == [200] * PEOPLE
    told: list[int] = []
    held.execute("LOCK TABLE diagnostics_answer IN SHARE MODE")
    threads = start_saving(links, takers, 1, told)
    wait_until(lambda: waiting("diagnostics_answer") == PEOPLE)
    kill_in_the_middle(server, threads, links, held)
    assert told == [NOT_ANSWERED] * PEOPLE
    acknowledged = [(attempt, RIGHT) for attempt, _ in takers]
    assert stored() == acknowledged

    server = start_web()
    assert save_all(links, takers, 1, RIGHT) == save_all(links, takers, 2, RIGHT) == [200] * PEOPLE
    assert stored() == [pair for pair in acknowledged for _ in range(QUESTIONS)]
    (attempt, _), link = takers[0], links[0]
    held.execute("LOCK TABLE diagnostics_score IN SHARE MODE")
    submitting = threading.Thread(target=submit, args=(link, attempt))
    submitting.start()
    wait_until(lambda: waiting("diagnostics_score") == 1)
    kill_in_the_middle(server, [submitting], links, held)
    with acting(SYSTEM):
        assert (DiagnosticSession.objects.count(), Attempt.objects.get(pk=attempt).submitted_at) == (0, None)

    start_web()
    for link, (attempt, _) in zip(links, takers, strict=True):
        assert [submit(link, attempt), submit(link, attempt)] == [302, 302]
        assert save(link, attempt, 2, WRONG) == 410
        link.close()
    with acting(SYSTEM):
        assert [model.objects.count() for model in (Attempt, DiagnosticSession, Mark)] == [PEOPLE, PEOPLE, 9]
        assert list(Score.objects.values_list("points", flat=True)) == [Decimal(QUESTIONS)] * PEOPLE
