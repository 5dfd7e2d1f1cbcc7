"""Reminders about parts: a week before, on the day, weekly when late; never to whom it does not concern."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import Assignment
from apps.core.actor import acting
from apps.core.models import Notification
from apps.passport.services.notices import remind
from tests.cast import Cast
from tests.passport.scene import DUE, SYSTEM, begin, hand_in

pytestmark = pytest.mark.django_db


def told(cast: Cast, days: int) -> list[tuple[str, str]]:
    """Who is told what so many days after the due date."""
    with acting(SYSTEM):
        Notification.objects.all().delete()
        remind(DUE + timedelta(days=days))
        rows = Notification.objects.order_by("user__login").values_list("user__login", "text")
        return [(login, text.rsplit(": ", 1)[1]) for login, text in rows]


@pytest.mark.parametrize("days", [-8, -6, -1, 1, 6])
def test_on_other_days_nobody_is_told(cast: Cast, days: int) -> None:
    begin(cast)
    assert told(cast, days) == []


def test_a_week_before_and_on_the_day_everybody_is_told(cast: Cast) -> None:
    begin(cast)
    waits = "ваша часть ждёт до 15.02.2026."
    everybody = ["cnppm", "iro", "methodist"]
    for days in (-7, 0):
        assert told(cast, days) == [(role, waits) for role in everybody]


def test_a_late_part_is_told_once_a_week_until_it_is_handed_in(cast: Cast) -> None:
    passport = begin(cast)
    hand_in(passport, "mms", cast.actor("methodist"))
    assert told(cast, 7) == [("cnppm", "ваша часть просрочена."), ("iro", "ваша часть просрочена.")]
    hand_in(passport, "iro", cast.actor("iro"))
    assert told(cast, 14) == [("cnppm", "ваша часть просрочена.")]


def test_roles_that_hold_today_are_told_and_no_others(cast: Cast) -> None:
    today = timezone.localdate()
    begin(cast)
    with acting(SYSTEM):
        Assignment.objects.filter(pk=cast.grants["iro"].pk).update(valid_to=today)
        Assignment.objects.filter(pk=cast.grants["cnppm"].pk).update(valid_from=today + timedelta(days=1))
        Assignment.objects.filter(pk=cast.grants["methodist"].pk).update(valid_to=today - timedelta(days=1))
    assert told(cast, 0) == [("iro", "ваша часть ждёт до 15.02.2026.")]
