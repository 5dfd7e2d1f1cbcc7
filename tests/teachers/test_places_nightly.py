"""The night brings organizations and people to where they belong on the new day."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.jobs import kinds
from apps.core.models import Job
from apps.core.services import jobs
from apps.core.services.runner import execute
from apps.organizations.services.territory import merge_municipalities
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SYSTEM = system("test")


def night() -> Job:
    """The nightly job, done as a worker does it."""
    job = jobs.submit_daily("places")
    assert execute(job.pk) == "done"
    with acting(SYSTEM):
        return Job.objects.get(pk=job.pk)


def words(job: Job) -> str:
    """What the job says."""
    return job.message.replace("\u00a0", " ")


def backdate(table: str, column: str, day: date, where: str, value: int) -> None:
    """Let the day come: move it from the future to today, as the calendar would."""
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE {table} SET "{column}" = %s WHERE {where} = %s', [day, value])


def test_portal_asks_for_it_every_night() -> None:
    assert kinds()["places"].daily == "00:10"


def test_person_hired_ahead_moves_when_the_day_comes(cast: Cast) -> None:
    today = timezone.localdate()
    person = cast.colleague
    with acting(SYSTEM):
        person.employments.update(end=today - timedelta(days=1))
        job = make.make_employment(person, cast.school_b, start=today + timedelta(days=30))
        assert person.organization == cast.school_a2
        backdate("teachers_employment", "start", today, "id", job.pk)
    assert words(night()) == "Перешли: 0 организаций, 1 работник"
    with acting(SYSTEM):
        person.refresh_from_db()
        assert (person.organization, person.municipality) == (cast.school_b, cast.municipality_b)


def test_municipality_reorganized_ahead_takes_its_organizations_when_the_day_comes(cast: Cast) -> None:
    today = timezone.localdate()
    with acting(SYSTEM):
        ahead = today + timedelta(days=30)
        merged = merge_municipalities([cast.municipality_a], oktmo="99603000", name="Округ А", on=ahead)
        cast.school_a.refresh_from_db()
        assert cast.school_a.municipality == cast.municipality_a
        backdate("organizations_municipality", "valid_to", today - timedelta(days=1), "id", cast.municipality_a.pk)
        backdate("organizations_municipality", "valid_from", today, "id", merged.pk)
    night()
    with acting(SYSTEM):
        for row in (cast.school_a, cast.teacher, cast.grants["methodist"]):
            row.refresh_from_db()
            assert row.municipality_id == merged.pk


def test_night_with_nothing_new_moves_nobody(cast: Cast) -> None:
    assert words(night()) == "Перешли: 0 организаций, 0 работников"
