"""Series of events: made ahead, changed from one on, ended."""

from datetime import date, time, timedelta
from itertools import islice
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.models import Notification
from apps.core.web.history import changes_of
from apps.events.models import Event, EventSeries
from apps.events.rhythm import Repetition
from apps.events.services import cancelling, events, series
from tests.cast import Cast
from tests.events.conftest import Browse
from tests.events.rows import make_registration

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
START, END = date(2026, 9, 2), date(2026, 9, 30)


def made(cast: Cast, **fields: Any) -> EventSeries:
    values = {"title": "ПрофСреда", "kind": "seminar", "level": "regional", "start": START, "end": END, "step": 1}
    with acting(cast.actor("cnppm")):
        return series.create_series(organization=cast.cnppm, **{**values, "begins": time(15), **fields})


def days(*, cancelled: bool = False) -> list[int]:
    with acting(SYSTEM):
        rows = Event.objects.filter(cancelled_on__isnull=not cancelled).order_by("start")
        return [event.start.day for event in rows]


def test_series_makes_its_events_ahead_on_its_weekday(cast: Cast) -> None:
    row = made(cast)
    assert days() == [2, 9, 16, 23, 30]
    with acting(SYSTEM):
        first = Event.objects.earliest("start")
    assert (first.title, first.begins, first.series_id, first.open) == ("ПрофСреда", time(15), row.pk, cast.cnppm.open)
    assert series.words(row) == "каждую неделю по средам, 02.09.2026 – 30.09.2026"


def test_every_second_week_and_too_far_ahead(cast: Cast) -> None:
    made(cast, step=2)
    assert days() == [2, 16, 30]
    with pytest.raises(ValidationError) as caught:
        made(cast, end=date(2030, 9, 1))
    assert list(caught.value.message_dict) == ["end"]


@pytest.mark.parametrize(
    ("start", "rhythm", "step", "expected", "words"),
    [
        (date(2026, 9, 8), "weekday", 1, ["08.09", "13.10", "10.11"], "каждый месяц во второй вторник"),
        (date(2026, 9, 30), "weekday", 2, ["30.09", "25.11", "27.01"], "раз в 2 месяца в последнюю среду"),
        (date(2026, 9, 6), "weekday", 1, ["06.09", "04.10", "01.11"], "каждый месяц в первое воскресенье"),
        (date(2026, 9, 15), "date", 1, ["15.09", "15.10", "15.11"], "каждый месяц 15-го числа"),
        (date(2026, 12, 31), "date", 1, ["31.12", "31.01", "28.02"], "каждый месяц в последний день"),
        (date(2027, 1, 30), "date", 1, ["30.01", "28.02", "30.03"], "каждый месяц 30-го числа"),
        (date(2026, 9, 2), "weeks", 5, ["02.09", "07.10", "11.11"], "раз в 5 недель по средам"),
    ],
)
def test_days_follow_the_rule(start: date, rhythm: str, step: int, expected: list[str], words: str) -> None:
    rule = Repetition(start, rhythm, step)
    assert [f"{day:%d.%m}" for day in islice(rule, 3)] == expected
    assert rule.words() == words


def test_holidays_and_named_days_are_passed_over(cast: Cast) -> None:
    row = made(cast, start=date(2026, 10, 28), end=date(2026, 11, 25), holidays=True, skipped=[date(2026, 11, 18)])
    assert days() == [28, 11, 25]
    assert series.words(row).endswith("28.10.2026 – 25.11.2026, кроме праздничных дней и 18.11.2026")
    with acting(cast.actor("cnppm")):
        series.extend_series(row, end=date(2027, 1, 6))
    assert days()[3:] == [2, 9, 16, 23, 30]


def test_history_of_a_series_is_in_words(cast: Cast) -> None:
    row = made(cast, rhythm="weekday", skipped=[date(2026, 9, 16), date(2026, 9, 23)])
    with acting(cast.actor("cnppm")):
        said = {change.title: change.after for change in changes_of(row)[0].changes}
    assert said["кроме дней"] == "16.09.2026, 23.09.2026"
    assert said["как повторяется"] == "по месяцам, в тот же по счёту день недели"


def test_series_ends_after_so_many_times(cast: Cast) -> None:
    row = made(cast, end=None, count=3, rhythm="weekday", start=date(2026, 9, 8))
    with acting(SYSTEM):
        assert list(Event.objects.order_by("start").values_list("start", flat=True)) == [
            date(2026, 9, 8), date(2026, 10, 13), date(2026, 11, 10),
        ]  # fmt: skip
    assert row.end == date(2026, 11, 10)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"count": 3}, "end"),
        ({"end": None}, "end"),
        ({"end": None, "count": 121}, "count"),
        ({"end": START, "skipped": [START]}, "skipped"),
    ],
)
def test_series_has_one_end_and_some_days(cast: Cast, fields: dict[str, Any], where: str) -> None:
    with pytest.raises(ValidationError) as caught:
        made(cast, **fields)
    assert list(caught.value.message_dict) == [where]


def test_neither_this_nor_the_following_take_place_and_the_awaiting_are_told(cast: Cast) -> None:
    row = made(cast)
    with acting(SYSTEM):
        make_registration(Event.objects.get(start=date(2026, 9, 23)), cast.teacher)
    with acting(cast.actor("cnppm")):
        series.cancel_following(Event.objects.get(start=date(2026, 9, 16)), reason="Спикер уехал")
        row.refresh_from_db()
    assert (days(), days(cancelled=True), row.end) == ([2, 9], [23], date(2026, 9, 15))
    with acting(SYSTEM):
        assert Notification.objects.get().text.endswith("отменено: Спикер уехал")


def test_who_registered_hears_of_another_time_once_it_is_to_come(cast: Cast) -> None:
    soon = timezone.localdate() + timedelta(days=5)
    made(cast, start=soon, end=soon)
    made(cast, start=START - timedelta(days=400), end=START - timedelta(days=400))
    with acting(SYSTEM):
        for event in Event.objects.all():
            make_registration(event, cast.teacher)
    with acting(cast.actor("cnppm")):
        past, future = Event.objects.order_by("start")
        events.update_event(past, begins=time(16))
        events.update_event(future, responsible="Отдел")
        events.update_event(future, begins=time(16), place="ЦНППМ")
    with acting(SYSTEM):
        text = Notification.objects.get().text
    assert text.endswith(f"изменилось: теперь {soon:%d.%m.%Y}, в 16:00, ЦНППМ")


def test_this_and_the_following_are_changed_and_the_cancelled_one_is_left(cast: Cast) -> None:
    row = made(cast)
    with acting(cast.actor("cnppm")):
        second, third = Event.objects.order_by("start")[1:3]
        cancelling.cancel_event(third, on=START, reason="Праздник")
        assert series.update_following(second, begins=time(16), place="ИРО", title="") == 3
        with pytest.raises(ValidationError, match="хотя бы одно поле"):
            series.update_following(second, place="")
        rows = Event.objects.order_by("start").values_list("begins__hour", "place")
        assert list(rows) == [(15, ""), (16, "ИРО"), (15, ""), (16, "ИРО"), (16, "ИРО")]
        series.update_following(second, title="ПрофЧетверг")
        row.refresh_from_db()
    assert (row.title, days(cancelled=True)) == ("ПрофЧетверг", [16])


def test_series_is_extended_like_its_last_event(cast: Cast) -> None:
    row = made(cast, end=date(2026, 9, 10))
    with acting(cast.actor("cnppm")):
        with pytest.raises(ValidationError) as caught:
            series.extend_series(row, end=date(2026, 9, 9))
        assert list(caught.value.message_dict) == ["end"]
        series.extend_series(row, end=date(2026, 9, 23))
    assert days() == [2, 9, 16, 23]
    with acting(SYSTEM):
        assert set(Event.objects.values_list("begins", flat=True)) == {time(15)}


def test_ended_series_removes_what_nobody_awaits_and_cancels_the_rest(cast: Cast) -> None:
    row = made(cast)
    with acting(SYSTEM):
        make_registration(Event.objects.get(start=date(2026, 9, 16)), cast.teacher)
    with acting(cast.actor("cnppm")):
        series.end_series(row, end=date(2026, 9, 9), reason="Итоги подведены")
        with pytest.raises(ValidationError, match="уже завершена"):
            series.end_series(row, end=END, reason="Ещё раз")
        with pytest.raises(ValidationError, match="уже завершена"):
            series.extend_series(row, end=date(2026, 12, 1))
    assert (days(), days(cancelled=True), row.end) == ([2, 9], [16], date(2026, 9, 9))
    with acting(SYSTEM):
        assert Notification.objects.get().text.endswith("отменено: Итоги подведены")


def test_series_is_made_on_its_page_and_by_its_organizer_only(browse: Browse, cast: Cast) -> None:
    form = {
        "title": "ПрофСреда", "kind": "seminar", "level": "municipal", "start": "02.09.2026", "end": "16.09.2026",
        "step": "1", "rhythm": "weeks", "organization": str(cast.mms_a.pk), "registration": "on", "capacity": "30",
    }  # fmt: skip
    done = browse("methodist").post("/events/series/create/", form)
    with acting(SYSTEM):
        row = EventSeries.objects.get()
        assert set(Event.objects.values_list("capacity", "registration")) == {(30, True)}
    assert (done.headers["Location"], days()) == (f"/events/series/{row.pk}/", [2, 9, 16])
    assert browse("teacher").get(f"/events/series/{row.pk}/").status_code == 200
    assert browse("teacher").get("/events/series/create/").status_code == 403
    refused = browse("methodist").post("/events/series/create/", {**form, "organization": str(cast.school_b.pk)})
    assert list(refused.context["form"].errors) == ["organization"]
    doubtful = {**form, "count": "3", "skipped": "09.09.2026; когда-нибудь"}
    wrong = browse("methodist").post("/events/series/create/", doubtful)
    assert set(wrong.context["form"].errors) == {"end", "skipped"}
    browse("methodist").post(f"/events/series/{row.pk}/do/remove/", {"confirmed": "1"})
    assert days() == []


def test_event_without_a_series_has_no_following_ones(cast: Cast) -> None:
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError, match="не входит в серию"):
        series.update_following(Event(start=START), place="ИРО")
