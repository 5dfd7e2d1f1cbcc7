"""Series of events: made ahead, changed from one on, ended."""

from datetime import date, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from apps.core.actor import acting, system
from apps.core.models import Notification
from apps.events.models import Event, EventSeries
from apps.events.services import cancelling, series
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
        "step": "1", "organization": str(cast.mms_a.pk), "registration": "on", "capacity": "30",
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
    browse("methodist").post(f"/events/series/{row.pk}/do/remove/", {"confirmed": "1"})
    assert days() == []


def test_event_without_a_series_has_no_following_ones(cast: Cast) -> None:
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError, match="не входит в серию"):
        series.update_following(Event(start=START), place="ИРО")
