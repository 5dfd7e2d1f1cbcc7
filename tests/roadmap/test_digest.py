"""The nightly care: one notification a person of what is late or near."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.models import Job, Notification
from apps.core.services.jobs import submit_daily
from apps.core.services.runner import execute
from apps.roadmap.enums import State
from apps.roadmap.models import Occurrence, Progress
from apps.roadmap.services.digest import nightly, remind
from apps.roadmap.services.progress import freshen, refresh_progress, terms_of
from tests import factories as make
from tests.roadmap.conftest import Scene
from tests.roadmap.rows import make_quantity

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
TODAY = date(2025, 6, 1)


def told() -> dict[str, str]:
    """Login → the notification, with plain spaces."""
    with acting(SYSTEM):
        rows = Notification.objects.select_related("user").order_by("user__login")
        return {row.user.login: row.text.replace("\xa0", " ") for row in rows}


@pytest.fixture
def later(scene: Scene) -> Scene:
    """Nothing is late or near."""
    with acting(SYSTEM):
        Occurrence.objects.update(start=None, due=TODAY + timedelta(days=100))
    return scene


def due(scene: Scene, name: str, days: int, year: int = 2025, state: str = State.PLANNED) -> None:
    """Set the term of a school's measure."""
    row = scene.of(scene.everybody, name, year)
    with acting(SYSTEM):
        Occurrence.objects.filter(pk=row.pk).update(due=TODAY + timedelta(days=days), state=state)


def test_one_message_says_all_that_is_late_and_near(later: Scene) -> None:
    due(later, "school_a", -1)
    due(later, "school_a", 10, 2026)
    assert remind(TODAY) == 1
    assert told() == {"operator": "Дорожная карта: просрочено мер — 1; срок в ближайшие 14 дней — 1"}


def test_the_same_is_not_told_every_night(later: Scene) -> None:
    due(later, "school_a", -2)
    due(later, "school_a", 13, 2026)
    assert (remind(TODAY), told()) == (0, {})


def test_what_is_reported_is_no_reason_to_remind(later: Scene) -> None:
    due(later, "school_a", -1, state=State.REPORTED)
    assert remind(TODAY) == 0


def test_only_people_of_the_executor_are_told(later: Scene) -> None:
    due(later, "school_b", 14)
    assert (remind(TODAY), told()) == (0, {})


def test_night_makes_what_is_missing_and_counts(scene: Scene) -> None:
    with acting(SYSTEM):
        Occurrence.objects.filter(year=2026).delete()
    assert nightly(date(2020, 1, 1)) == (4, 0)
    with acting(SYSTEM):
        assert Progress.objects.count() == 2


def test_nightly_job_runs_as_the_system(scene: Scene) -> None:
    job = submit_daily("roadmap_nightly")
    execute(job.pk)
    with acting(SYSTEM):
        done = Job.objects.get(pk=job.pk)
    assert (done.state, done.message.startswith("Новых записей: 0")) == ("done", True)


def test_yearly_quantity_is_counted_year_by_year(scene: Scene) -> None:
    with acting(SYSTEM):
        for day in (date(2025, 3, 1), date(2025, 4, 1), date(2026, 3, 1)):
            make.make_event(scene.cast.mms_a, day)
        make.make_event(scene.cast.foreign_school, date(2025, 3, 1))
    assert refresh_progress([scene.roadmap]) == 2
    with acting(SYSTEM):
        assert list(Progress.objects.values_list("year", "number")) == [(2025, 2), (2026, 1)]


def test_quantity_of_a_measure_due_once_is_counted_up_to_its_term(scene: Scene) -> None:
    with acting(SYSTEM):
        quantity = make_quantity(scene.service, value=5, counter="events")
        for day in (date(2025, 2, 28), date(2025, 3, 2)):
            make.make_event(scene.cast.mms_a, day)
    assert terms_of(quantity) == {2025: (date(2025, 1, 1), date(2025, 3, 1))}
    refresh_progress([scene.roadmap], years={2025})
    with acting(SYSTEM):
        assert Progress.objects.get(quantity=quantity).number == 1


def test_fresh_numbers_are_not_counted_again(scene: Scene) -> None:
    assert freshen([scene.roadmap], years={2025}) is True
    assert freshen([scene.roadmap], years={2025}) is False
    with acting(SYSTEM):
        Progress.objects.update(counted_at=timezone.now() - timedelta(minutes=2))
    assert freshen([scene.roadmap], years={2025}) is True
