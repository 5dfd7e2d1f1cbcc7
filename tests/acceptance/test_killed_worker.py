"""A worker killed in the middle of a report: the work completes by itself, once, with the figures of a quiet day."""

import threading
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from apps.accounts.rights import actor_of
from apps.core.actor import Actor, acting, system
from apps.core.models import Job, Notification
from apps.core.services import jobs
from apps.monitoring.generation.region import generate
from apps.monitoring.models import Finding, OrganizationFacts, Report, ReportUnit
from apps.monitoring.services.compute import compute_report
from apps.monitoring.services.files import as_json
from apps.organizations.models import Organization, Profile
from tests import factories as make
from tests.acceptance.held import PATIENCE, history_held, verbs
from tests.generation.conftest import plan
from tests.reports import DAY, START
from tests.workers import StartWorker, wait_for, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ASKED = {"profile": "vladimir", "period_from": START, "period_to": DAY}
CONTENTS = (ReportUnit, OrganizationFacts, Finding)


@dataclass(frozen=True)
class Done:
    """What a computation left: the reports, their figures with the hash, the rows beneath, the history."""

    reports: int
    figures: dict[str, Any]
    rows: list[int]
    history: list[str]


def left() -> Done:
    """What there is of reports now."""
    with acting(system("test")):
        (report,) = Report.objects.all()
        figures = {name: value for name, value in as_json(report).items() if name != "report"}
        rows = [model._default_manager.count() for model in CONTENTS]
        return Done(Report.objects.count(), figures, rows, verbs("monitoring.report"))


@pytest.fixture
def asker(queue: object, committed: None) -> Actor:
    """The specialist of the ЦНППМ of a generated region."""
    generate(plan(persons=1000))
    with acting(system("test")):
        cnppm = Organization.objects.get(kind="cnppm")
        return actor_of(make.make_user("specialist", "cnppm", cnppm))


@pytest.fixture
def quiet(asker: Actor) -> Done:
    """What an undisturbed computation leaves; taken back."""
    with transaction.atomic():
        with acting(system("test")):
            profile = Profile.objects.get(code="vladimir")
        with acting(asker):
            compute_report(profile=profile, period_from=START, period_to=DAY)
        done = left()
        transaction.set_rollback(True)
    return done


def ask(actor: Actor) -> Job:
    """Ask for the report of 2025."""
    with acting(actor):
        return jobs.submit("report", ASKED)


def notices() -> list[str]:
    """What the owners of jobs were told."""
    with acting(system("test")):
        return list(Notification.objects.values_list("text", flat=True))


def click_twice(actor: Actor) -> set[UUID]:
    """Two requests at the same moment, as two processes of the web server would take them."""
    together, asked = threading.Barrier(2), []

    def click() -> None:
        together.wait()
        try:
            asked.append(ask(actor).pk)
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    assert len(asked) == 2
    return set(asked)


def test_report_of_a_killed_worker_completes_once_with_the_same_figures(
    start_worker: StartWorker, asker: Actor, quiet: Done
) -> None:
    job = ask(asker)
    with history_held() as held:
        first = start_worker()
        wait_until(lambda: held.waiting() == 1, PATIENCE)
        first.kill()
    start_worker()
    done = wait_for(job, seconds=PATIENCE)
    assert (done.state, done.attempts) == ("done", 2)
    assert left() == quiet
    assert notices() == ["Готово: Расчёт отчёта"]


def test_double_click_is_one_job_and_one_report(start_worker: StartWorker, asker: Actor, quiet: Done) -> None:
    (asked,) = click_twice(asker)
    start_worker()
    with acting(asker):
        job = Job.objects.get()
    assert (job.pk, wait_for(job, seconds=PATIENCE).state, left()) == (asked, "done", quiet)


def test_click_while_the_report_is_computed_is_the_same_job(start_worker: StartWorker, asker: Actor) -> None:
    job = ask(asker)
    with history_held() as held:
        start_worker()
        wait_until(lambda: held.waiting() == 1, PATIENCE)
        assert ask(asker) == job
    wait_for(job, seconds=PATIENCE)
    assert (left().reports, notices()) == (1, ["Готово: Расчёт отчёта"])
