"""Reminders: whom, when, how often; one message a person about all the periods."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.core.actor import acting
from apps.core.jobs import kind_of
from apps.core.models import Notification
from apps.monitoring.models import Submission, SubmissionPeriod
from apps.monitoring.services.reminders import is_time, remind_by_calendar, remind_debtors, submitters
from apps.monitoring.services.submission import check_open
from apps.monitoring.services.terms import open_period
from tests.contexts import Watching
from tests.monitoring.submission.conftest import SYSTEM, Year

pytestmark = pytest.mark.django_db
DUE = date(2026, 1, 20)


@pytest.mark.parametrize(
    ("left", "expected"),
    [(8, False), (7, True), (5, False), (3, True), (1, True), (0, True), (-1, False), (-7, True), (-14, True)],
)
def test_a_term_is_recalled_on_few_days(left: int, expected: bool) -> None:
    assert is_time(DUE, DUE - timedelta(days=left)) is expected


def test_one_message_a_person_tells_of_all_periods(year: Year) -> None:
    with acting(SYSTEM):
        open_period(profile=year.profile, start=date(2025, 1, 1), end=date(2025, 6, 30), due=DUE)
        assert remind_by_calendar(DUE + timedelta(days=7)) == 1
        told = Notification.objects.get()
    assert told.text == (
        "Представьте данные муниципалитета за\xa0I\xa0полугодие 2025\xa0года — срок 20.01.2026, опоздание 7\xa0дней; "
        "2025\xa0год — срок 20.01.2026, опоздание 7\xa0дней"
    )
    assert told.user_id == year.cast.grants["methodist"].user_id


def test_nobody_is_reminded_twice_a_day_nor_of_what_is_submitted(year: Year) -> None:
    with acting(SYSTEM):
        assert [remind_by_calendar(DUE), remind_by_calendar(DUE)] == [1, 0]
    year.submitted()
    with acting(SYSTEM):
        Submission.objects.update(reminded_on=None)
        assert remind_by_calendar(DUE) == 0


def test_a_term_missed_long_ago_is_forgotten(year: Year) -> None:
    with acting(SYSTEM):
        assert remind_by_calendar(DUE + timedelta(days=126)) == 0


def test_whose_role_has_ended_is_told_nothing(year: Year) -> None:
    with acting(SYSTEM):
        grant = year.cast.grants["methodist"]
        assert submitters([year.cast.municipality_a.pk]) == {year.cast.municipality_a.pk: [grant.user_id]}
        grant.valid_to = timezone.localdate() - timedelta(days=1)
        grant.save()
        assert submitters([year.cast.municipality_a.pk]) == {}


def test_only_the_accepter_reminds(year: Year) -> None:
    with acting(year.cast.actor("methodist")):
        assert remind_debtors(year.period) == 0
    with acting(year.cast.actor("cnppm")):
        assert remind_debtors(year.period) == 1


def test_the_nightly_check_keeps_the_figures_of_open_periods(year: Year) -> None:
    with acting(SYSTEM):
        assert check_open(DUE) == 2
    assert (year.ours.lists_total, year.ours.lists_confirmed, year.ours.warnings) == (2, 0, 1)


def test_the_night_opens_checks_and_reminds(year: Year) -> None:
    today = timezone.localdate()
    with acting(SYSTEM):
        SubmissionPeriod.objects.update(due=today)
        before = SubmissionPeriod.objects.count()
        outcome = kind_of("submissions").run(Watching())
        made = SubmissionPeriod.objects.count() - before
        assert Notification.objects.get().user_id == year.cast.grants["methodist"].user_id
    assert outcome is not None
    assert outcome.message == f"Открыто периодов: {made}; напоминание получили 1\xa0человек"
    assert year.ours.warnings == 1
