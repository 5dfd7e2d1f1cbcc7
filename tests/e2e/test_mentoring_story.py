"""A pair from the worklist to its result: the methodist, then the mentor on a phone, then the methodist again."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from apps.core.actor import acting, system
from apps.core.days import add_years
from apps.events.models import MentoringPair, PairMeeting
from tests import factories as make
from tests.cast import Cast
from tests.e2e.conftest import PHONE, Browse
from tests.e2e.steps import follow, touch

pytestmark = pytest.mark.slow
SYSTEM = system("test")
TODAY = timezone.localdate()


def prepare(cast: Cast) -> None:
    """A young specialist in the teacher's school, without a mentor."""
    began = add_years(TODAY + timedelta(days=80), -3)
    young: dict[str, Any] = {"birth_date": add_years(TODAY, -24), "career_start": began, "start": began}
    with acting(SYSTEM):
        make.make_person(cast.school_a, last_name="Молодова", first_name="Вера", **young)


def test_pair_is_made_met_and_ended(people: Cast, browse: Browse) -> None:
    prepare(people)
    page = browse("methodist")
    page.goto("/teachers/alone/")
    follow(page.get_by_role("link", name="Создать пару"))
    expect(page.get_by_label("Наставник")).to_have_value(f"Своева Тест (№ {people.teacher.pk})")
    follow(page.get_by_role("button", name="Создать пару"))
    expect(page.get_by_text("Пара создана.")).to_be_visible()
    expect(page.get_by_text("У каждого молодого специалиста есть наставник.")).to_be_visible()
    with acting(SYSTEM):
        pair = MentoringPair.objects.get()

    phone = browse("teacher", PHONE)
    phone.goto("/events/mentoring/mine/")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    follow(phone.get_by_role("button", name="Согласен быть в этой паре"))
    follow(phone.get_by_role("button", name="Встретились сегодня"))
    expect(phone.get_by_text(f"Встреча {TODAY:%d.%m.%Y} записана")).to_be_visible()
    with acting(SYSTEM):
        assert PairMeeting.objects.get().held

    page.goto(f"/events/mentoring/{pair.pk}/")
    touch(page.get_by_text("Действия", exact=True))
    follow(page.locator(".panel-item", has_text="Завершить с результатом"))
    page.get_by_role("textbox", name="Результат").fill("Ведёт уроки сам")
    follow(page.locator("main").get_by_role("button", name="Завершить с результатом"))
    expect(page.get_by_text("Итог записан, пара завершена.")).to_be_visible()
    expect(page.get_by_text("Ведёт уроки сам")).to_be_visible()
    with acting(SYSTEM):
        pair.refresh_from_db()
    assert (pair.outcome, pair.end, pair.mentor_agreed_on) == ("done", TODAY, TODAY)
