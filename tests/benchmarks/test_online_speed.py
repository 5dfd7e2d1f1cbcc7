"""Five hundred people take a test at once against one web process: how long an autosave takes, and that none is lost.

A real server in a process of its own, a connection for each person. Twice: everybody sends the same answer in the same
instant (the worst), and everybody answers at a working pace. Times are printed, never asserted; the counts are.
"""

import json
import random
import statistics
import threading
import time

import pytest
from django.utils import timezone

from apps.core.actor import acting, system
from apps.diagnostics.models import Answer, Attempt, DiagnosticSession, Score
from tests.diagnostics.testing.takers import Takers, make_takers
from tests.webserver import Link, Web

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db(transaction=True)]
PEOPLE, QUESTIONS, PAUSE = 500, 6, 10.0
SYSTEM = system("test")


@pytest.fixture
def takers() -> Takers:
    """Everybody who takes the test."""
    return make_takers(PEOPLE, QUESTIONS)


class Taker(threading.Thread):
    """One person with a connection of their own."""

    def __init__(self, port: int, attempt: int, session: str, gate: threading.Barrier) -> None:
        super().__init__()
        self.link, self.attempt, self.gate = Link(port, session), attempt, gate
        self.burst, self.paced, self.refused = 0.0, list[float](), 0

    def post(self, page: str, body: str) -> float:
        """How long the portal took; what it did not accept is counted."""
        status, taken = self.link.post(f"/diagnostics/attempts/{self.attempt}/{page}/", body)
        self.refused += status not in (200, 302)
        return taken

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


def test_five_hundred_people_at_once_lose_no_answer(takers: Takers, web: Web) -> None:
    gate = threading.Barrier(PEOPLE)
    people = [Taker(web.port, attempt, session, gate) for attempt, session in takers]
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
