"""Five hundred people take a test at once against one web process: how long an autosave takes, and that none is lost.

A real server in a process of its own, a connection for each person. Twice: everybody sends the same answer in the same
instant (the worst), and everybody answers at a working pace. Times are printed, never asserted; the counts are.
"""

import http.client
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone

from apps.accounts.management.commands.demo import SERVER
from apps.accounts.models import Assignment
from apps.core.actor import acting, system
from apps.diagnostics.models import Answer, Attempt, DiagnosticSession, Score
from apps.teachers.enums import Relation
from apps.teachers.models import PersonLink
from tests import factories as make
from tests.cast import make_cast
from tests.diagnostics.testing.rows import make_attempt, make_bank_item, make_online_test
from tests.workers import CHECKOUT, database_url, wait_until

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db(transaction=True)]
PEOPLE, QUESTIONS, PAUSE = 500, 6, 10.0
SYSTEM = system("test")


def logged_in(grant: Assignment) -> str:
    """The key of a session, as the login page would have made it."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    user = grant.user
    store[SESSION_KEY], store[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store.create()
    return str(store.session_key)


@pytest.fixture
def takers() -> list[tuple[int, str]]:
    """(attempt, session) of everybody."""
    with acting(SYSTEM):
        cast = make_cast()
        for _ in range(QUESTIONS):
            make_bank_item(cast.cnppm)
        test = make_online_test(cast.cnppm, {"Т-01": QUESTIONS})
        found = []
        for number in range(PEOPLE):
            person = make.make_person(cast.school_a)
            grant = make.make_user(f"taker{number}", "teacher", cast.school_a)
            PersonLink.objects.create(person=person, relation=Relation.SELF, user=grant.user)
            found.append((make_attempt(test, person).pk, logged_in(grant)))
    return found


@pytest.fixture
def port() -> Iterator[int]:
    """One web process on the test's database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    command = [sys.executable, *SERVER, "--host", "127.0.0.1", "--port", str(number), "rsnms.wsgi:application"]
    server = subprocess.Popen(command, cwd=CHECKOUT, env={**os.environ, "DATABASE_URL": database_url()})
    wait_until(lambda: answers(number))
    yield number
    server.terminate()
    server.wait()


def answers(port: int) -> bool:
    """Whether somebody listens."""
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


class Taker(threading.Thread):
    """One person with a connection of their own."""

    def __init__(self, port: int, attempt: int, session: str, gate: threading.Barrier) -> None:
        super().__init__()
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.attempt, self.gate = attempt, gate
        token = "t" * 32
        self.headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}",
            "X-CSRFToken": token, "Content-Type": "application/json",
        }  # fmt: skip
        self.burst, self.paced, self.refused = 0.0, list[float](), 0

    def post(self, page: str, body: str) -> float:
        """How long the portal took; what it did not accept is counted."""
        started = time.perf_counter()
        self.link.request("POST", f"/diagnostics/attempts/{self.attempt}/{page}/", body, self.headers)
        response = self.link.getresponse()
        response.read()
        self.refused += response.status not in (200, 302)
        return time.perf_counter() - started

    def save(self, place: int) -> float:
        """One autosave."""
        message = {"place": place, "value": "б", "given": time.time() * 1000}
        return self.post("answers", json.dumps(message))

    def run(self) -> None:
        self.gate.wait()
        self.burst = self.save(0)
        self.gate.wait()
        for place in range(1, QUESTIONS):
            time.sleep(random.uniform(0, 2 * PAUSE))
            self.paced.append(self.save(place))
        self.gate.wait()
        self.link.close()  # whoever was ready early has been idle: a browser would connect anew
        self.post("submit", "")
        self.link.close()


def told(title: str, times: list[float]) -> None:
    """The median and the 95th percentile in milliseconds."""
    cuts = statistics.quantiles(times, n=20)
    print(f"\n{title}: n={len(times)}, median {cuts[9] * 1000:.0f} ms, 95 % {cuts[18] * 1000:.0f} ms")


def test_five_hundred_people_at_once_lose_no_answer(takers: list[tuple[int, str]], port: int) -> None:
    gate = threading.Barrier(PEOPLE)
    people = [Taker(port, attempt, session, gate) for attempt, session in takers]
    for one in people:
        one.start()
    for one in people:
        one.join()
    told("Everybody in the same instant", [one.burst for one in people])
    told(f"An answer every {PAUSE:.0f} s each", [taken for one in people for taken in one.paced])
    assert sum(one.refused for one in people) == 0
    with acting(SYSTEM):
        assert Answer.objects.count() == PEOPLE * QUESTIONS
        assert Attempt.objects.filter(submitted_at__lte=timezone.now()).count() == PEOPLE
        assert DiagnosticSession.objects.count() == PEOPLE
        assert Score.objects.filter(points=QUESTIONS).count() == PEOPLE
