"""At one moment one main employment (DOMAIN 3): the database holds it, whoever writes, however many rows at once."""

import threading
from collections.abc import Callable
from datetime import date, timedelta

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from apps.core.actor import acting, current, system
from apps.teachers.models import Employment, Person
from tests import factories as make
from tests.cast import Cast, make_cast
from tests.workers import wait_until

SYSTEM = system("test")
FIRST, LAST = date(2024, 1, 1), date(2024, 8, 31)
DAY = timedelta(days=1)


def refused(write: Callable[[], object]) -> str:
    """The name of the constraint that refused, and its class of errors; empty where nothing did."""
    try:
        with transaction.atomic():
            write()
    except IntegrityError as error:
        cause = error.__cause__
        assert isinstance(cause, psycopg.Error)
        return f"{cause.sqlstate} {cause.diag.constraint_name}"
    return ""


OVERLAP = "23P01 employment_one_main"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "end", "main", "told"),
    [
        (LAST, None, True, OVERLAP),
        (LAST + DAY, None, True, ""),
        (FIRST - 2 * DAY, FIRST - DAY, True, ""),
        (FIRST - DAY, FIRST, True, OVERLAP),
        (FIRST - DAY, None, True, OVERLAP),
        (FIRST + DAY, LAST - DAY, True, OVERLAP),
        (FIRST, LAST, False, ""),
    ],
)
def test_second_main_job_on_any_common_day_is_refused(
    cast: Cast, start: date, end: date | None, main: bool, told: str
) -> None:
    with acting(SYSTEM):
        Employment.objects.filter(person=cast.teacher).update(start=FIRST, end=LAST)

        def write() -> object:
            return make.make_employment(cast.teacher, cast.school_b, start=start, end=end, is_main=main)

        assert refused(write) == told


@pytest.mark.django_db
def test_change_into_an_overlap_is_refused_and_every_other_change_is_not(cast: Cast) -> None:
    with acting(SYSTEM):
        Employment.objects.filter(person=cast.teacher).update(start=FIRST, end=LAST)
        second = make.make_employment(cast.teacher, cast.school_b, start=LAST + DAY)
        mine = Employment.objects.filter(pk=second.pk)
        assert refused(lambda: mine.update(start=LAST)) == OVERLAP
        assert refused(lambda: mine.update(is_main=False, start=FIRST)) == ""
        assert refused(lambda: mine.update(is_main=True)) == OVERLAP
        assert refused(lambda: mine.update(rate="0.5")) == ""
        assert refused(lambda: mine.update(is_main=True, start=LAST + 2 * DAY)) == ""
        # The days may change hands within one statement.
        assert refused(lambda: Employment.objects.filter(person=cast.teacher).update(start=FIRST, end=LAST)) == OVERLAP


@pytest.mark.django_db
def test_job_that_the_actor_does_not_see_counts_and_the_actor_stays_the_same(cast: Cast) -> None:
    with acting(cast.actor("operator")) as operator:
        assert not Employment.objects.filter(person_id=cast.stranger.pk).exists()
        owner = {
            f"owner_{place}_id": getattr(cast.school_a, f"{place}_id", None) for place in ("municipality", "region")
        }
        job = Employment(
            person_id=cast.teacher.pk, person_name="Кто-то", organization=cast.school_a, position=make.make_position(),
            municipality_id=cast.school_a.municipality_id, region_id=cast.school_a.region_id, start=FIRST,
            owner_organization_id=cast.school_a.pk, **owner,
        )  # fmt: skip
        assert refused(job.save) == OVERLAP
        job.is_main = False
        assert refused(job.save) == ""
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('rsnms.actor')")
            assert cursor.fetchone() == (operator.key,)
        assert current() == operator


def waiting() -> bool:
    """Whether somebody waits for a row of another transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid')")
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_not_both_hire(committed: None) -> None:
    """The second waits for the first and then sees its row (the same school: nothing else would refuse it)."""
    with acting(SYSTEM):
        people = make_cast()
        Employment.objects.filter(person=people.teacher).update(end=LAST)
    told: list[str] = []

    def hire() -> None:
        person = Person.objects.get(pk=people.teacher.pk)
        make.make_employment(person, people.school_a, start=LAST + 2 * DAY)

    def beside() -> None:
        with acting(SYSTEM):
            told.append(refused(hire))
        connection.close()

    other = threading.Thread(target=beside)
    with acting(SYSTEM):
        make.make_employment(people.teacher, people.school_a, start=LAST + DAY)
        other.start()
        wait_until(waiting)
    other.join()
    assert told == [OVERLAP]
