"""One edit's refresh of today's figures against computing them as a whole: 40,000 people, 1,200 organizations.

Both leave what is kept of the region equal. The edit is undone by the transaction, so that every round is alike; the
time of the edit itself is not counted, that of taking its mark out of the queue is.
"""

import itertools
from statistics import median
from time import perf_counter
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from apps.core.actor import acting, system
from apps.indicators.services.profiles import find, load_profile
from apps.monitoring.enums import ReportKind
from apps.monitoring.generation.region import generate, plan_for
from apps.monitoring.live.refresh import Fresh, recompute, refresh
from apps.monitoring.models import Report
from apps.organizations.models import Organization, Profile
from apps.teachers.models import Person
from tests import factories as make

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db(transaction=True)]
ROUNDS = 21


@pytest.fixture
def live(db: None) -> Report:
    """Today's figures of the large region."""
    with acting(system("bench")):
        load_profile(find("vladimir"))
        profile = Profile.objects.get(code="vladimir")
    generate(plan_for(profile, persons=40_000, seed=1, organizations=1_200, years=5, until=timezone.localdate().year))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    refresh(most=None)
    with acting(system("bench")):
        return Report.every.get(kind=ReportKind.LIVE)


def edits() -> Any:
    """Diagnostics of people all over the region, one after another."""
    people = itertools.cycle(Person.objects.order_by("snils")[:: 40_000 // (100 * ROUNDS)])
    provider = Organization.objects.filter(kind="cnppm").first()
    assert provider is not None
    return lambda: make.make_session(next(people), provider, timezone.localdate())


def told(what: str, times: list[float]) -> str:
    """The median and the least bothered round, in milliseconds."""
    return f"{what} {median(times) * 1000:.1f} ms (least {min(times) * 1000:.1f})"


def timed_edits(many: int) -> list[float]:
    """Seconds of the refresh after so many edits, round by round."""
    times = []
    with acting(system("bench")):
        edit = edits()
    for _ in range(ROUNDS):
        with acting(system("bench")):
            for _ in range(many):
                edit()
            begun = perf_counter()
            assert refresh(most=None) is Fresh.YES
            times.append(perf_counter() - begun)
            transaction.set_rollback(True)
    return times


def timed_whole(report: Report) -> list[float]:
    """Seconds of the whole, round by round."""
    times = []
    for _ in range(5):
        with acting(system("bench")):
            begun = perf_counter()
            recompute(report)
            times.append(perf_counter() - begun)
            transaction.set_rollback(True)
    return times


def test_refresh_after_one_edit_against_the_whole(live: Report, capsys: pytest.CaptureFixture[str]) -> None:
    whole = timed_whole(live)
    for many in (1, 100):
        few = timed_edits(many)
        ratios = f"ratio {median(few) / median(whole):.1%} (least {min(few) / min(whole):.1%})"
        with capsys.disabled():
            print(f"\n{told(f'refresh after {many}:', few)}, {told('the whole:', whole)}, {ratios}")
        assert min(few) < min(whole)
