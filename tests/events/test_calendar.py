"""The calendar of a month: the grid, the list, what stands in the address."""

from datetime import date, time

import pytest
from django.utils import timezone

from apps.core.actor import acting, system
from apps.events.calendar import Month, by_days, grid, month_of
from apps.events.models import Event
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.events.conftest import Browse
from tests.events.rows import make_registration

SYSTEM = system("test")
FEBRUARY = Month(2026, 2)
TODAY = date(2026, 2, 11)


def plain(title: str, start: date, end: date | None = None, begins: time | None = None) -> Event:
    return Event(pk=1, title=title, sort_key=title, start=start, end=end, begins=begins)


@pytest.mark.parametrize(
    ("text", "code"),
    [("2026-02", "2026-02"), ("2026-13", "2026-02"), ("", "2026-02"), ("лето", "2026-02"), ("2025-12", "2025-12")],
)
def test_month_of_an_address(text: str, code: str) -> None:
    assert month_of(text, TODAY).code == code


def test_months_follow_one_another_over_the_new_year() -> None:
    december = Month(2025, 12)
    assert (december.next.code, Month(2026, 1).previous.code, december.title) == ("2026-01", "2025-12", "Декабрь 2025")
    assert (FEBRUARY.first, FEBRUARY.last) == (date(2026, 2, 1), date(2026, 2, 28))


def test_event_of_several_days_stands_on_each_of_them() -> None:
    long = plain("Школа", date(2026, 1, 30), date(2026, 2, 2))
    weeks = grid(FEBRUARY, [long], TODAY)
    days = [cell.day.day for week in weeks for cell in week if cell.entries]
    words = [cell.entries[0].words for week in weeks for cell in week if cell.entries]
    assert (len(weeks), days, words) == (5, [30, 31, 1, 2], ["", "…", "…", "…"])
    assert [cell.day for cell in by_days(FEBRUARY.first, FEBRUARY.last, [long], FEBRUARY, TODAY)] == [
        date(2026, 2, 1),
        date(2026, 2, 2),
    ]


def test_events_of_a_day_stand_by_their_time_and_a_crowded_day_shows_the_first() -> None:
    day = date(2026, 2, 11)
    events = [plain(f"{n}", day, begins=time(9 + n)) for n in range(5)] + [plain("Весь день", day)]
    cell = next(c for week in grid(FEBRUARY, events, TODAY) for c in week if c.day == day)
    assert [entry.event.title for entry in cell.shown] == ["Весь день", "0", "1", "2"]
    assert (cell.more, cell.today, cell.weekday, cell.entries[1].words) == (2, True, "среда", "09:00")


@pytest.mark.django_db
def test_calendar_shows_the_month_of_the_region_with_the_filters_of_the_address(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        make.make_event(cast.mms_a, date(2026, 2, 4), title="Ярмарка")
        make.make_event(cast.cnppm, date(2026, 2, 5), title="Конкурс года", kind="contest", level="regional")
        make.make_event(cast.mms_a, date(2026, 3, 20), title="Мартовское")
        make.make_event(cast.foreign_school, date(2026, 2, 4), title="Чужое")
    browser = browse("teacher")
    body = text_of(browser.get("/events/calendar/?month=2026-02"))
    found = [
        title in body for title in ("Ярмарка", "Конкурс года", "Мартовское", "Чужое", "Февраль 2026: 2 мероприятия")
    ]
    assert found == [True, True, False, False, True]
    narrow = text_of(browser.get("/events/calendar/?month=2026-02&kind=contest&show=list"))
    assert ("Ярмарка" in narrow, "Конкурс года" in narrow, "Уровень: " in narrow) == (False, True, False)
    one_day = text_of(browser.get("/events/calendar/?day=2026-02-04"))
    assert ("Ярмарка" in one_day, "Конкурс года" in one_day) == (True, False)


@pytest.mark.django_db
def test_calendar_marks_what_is_mine_and_what_is_cancelled(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        mine = make.make_event(cast.mms_a, date(2026, 2, 4), title="Ярмарка", registration=True)
        make_registration(mine, cast.teacher)
        gone = {"cancelled_on": date(2026, 2, 1), "cancel_reason": "Карантин"}
        make.make_event(cast.mms_a, date(2026, 2, 6), title="Сбор", **gone)
    body = text_of(browse("teacher").get("/events/calendar/?month=2026-02&show=list"))
    assert (body.count("вы записаны"), "Сбор — отменено" in body) == (1, True)
    only = text_of(browse("teacher").get("/events/calendar/?month=2026-02&show=list&mine=1"))
    assert ("Ярмарка" in only, "Сбор" in only) == (True, False)


@pytest.mark.django_db
def test_pages_ask_the_same_number_of_questions_for_one_row_and_three(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        event = make.make_event(cast.mms_a, date(2026, 2, 4), registration=True)

    def make_row() -> None:
        one = make.make_event(cast.mms_a, date(2026, 2, 4), registration=True)
        make_registration(one, cast.teacher)
        make_registration(event, make.make_person(cast.school_a))

    pages = {
        "/events/calendar/?month=2026-02": 7,
        "/events/series/": 7,
        "/events/registrations/": 8,
        f"/events/{event.pk}/?tab=visit": 13,
        f"/events/{event.pk}/bring/": 9,
        f"/events/{event.pk}/attendance/": 9,
    }
    for url, queries in pages.items():
        assert_constant_queries(browse("methodist"), url, make_row, queries=queries)


@pytest.mark.django_db
def test_today_leads_to_the_first_day_that_is_not_over(browse: Browse, cast: Cast) -> None:
    today = timezone.localdate()
    with acting(SYSTEM):
        make.make_event(cast.cnppm, today.replace(day=1), end=today)
    page = text_of(browse("teacher").get("/events/calendar/"))
    assert (page.count('id="today"'), f"?month={today:%Y-%m}#today" in page) == (1, True)
    assert 'id="today"' not in text_of(browse("teacher").get("/events/calendar/?month=2020-01"))
