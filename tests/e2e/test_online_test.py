"""A teacher takes a test on a phone: the connection is cut in the middle, nothing is lost, the result is there."""

import re
from typing import Any

from playwright.sync_api import Page, Route, expect

from apps.core.actor import acting, system
from apps.diagnostics.models import Answer, Attempt, Item
from tests.cast import Cast
from tests.diagnostics.testing.rows import make_bank_item, make_online_test
from tests.e2e.checks import PROBLEMS
from tests.e2e.conftest import PHONE, Browse
from tests.e2e.steps import follow, touch

SYSTEM = system("test")
KINDS = ("single", "multiple", "order")


def make_scene(cast: Cast) -> None:
    """A test of three questions in the order of ``KINDS``."""
    with acting(SYSTEM):
        for kind in KINDS:
            make_bank_item(cast.cnppm, kind, text=f"Вопрос вида {kind}")
        make_online_test(cast.cnppm, {"Т-01": 3}, title="Проверка на ходу", shuffle=False)


def saved() -> list[Any]:
    """The answers that the portal holds, in the order of the kinds."""
    with acting(SYSTEM):
        given = dict(Answer.objects.values_list("item__kind", "value"))
    return [given.get(kind) for kind in KINDS]


def go_to(page: Page, kind: str) -> None:
    """Open the question of that kind."""
    with acting(SYSTEM):
        attempt = Attempt.objects.get()
        kinds = dict(Item.objects.values_list("pk", "kind"))
    number = [kinds[pk] for pk, _ in attempt.paper].index(kind) + 1
    page.goto(f"/diagnostics/attempts/{attempt.pk}/questions/{number}/")


def test_test_is_taken_on_a_phone_with_the_connection_cut(browse: Browse, people: Cast) -> None:
    make_scene(people)
    page = browse("teacher", PHONE)
    page.goto("/diagnostics/testing/")
    follow(page.get_by_role("link", name="Открыть"))
    follow(page.get_by_role("button", name="Начать"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Вопрос 1 из 3")
    assert page.evaluate(PROBLEMS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    expect(page.locator("[data-clock]")).to_have_text(re.compile(r"осталось (30|29):\d\d"))
    state = page.locator("[data-state]")

    go_to(page, "single")
    page.get_by_label("второе").check()
    expect(state).to_have_text(re.compile("Сохранено в"))

    go_to(page, "multiple")
    page.context.set_offline(True)
    page.get_by_label("первое").check()
    page.get_by_label("третье").check()
    expect(state).to_have_text(re.compile("Нет связи"))
    touch(page.get_by_role("button", name=re.compile("Дальше|Проверить")).first)
    expect(state).to_have_text(re.compile("Нет связи"))
    expect(page.get_by_text("Вопрос вида multiple")).to_be_visible()
    assert saved() == ["б", None, None]

    page.context.set_offline(False)
    expect(page.get_by_text("Вопрос вида multiple")).to_have_count(0, timeout=15_000)
    assert saved() == ["б", ["а", "в"], None]

    page.goto("/diagnostics/testing/")
    follow(page.get_by_role("link", name="Продолжить", exact=True))
    expect(page.get_by_text("Вопрос вида order")).to_be_visible()
    for text, place in (("цель", "1"), ("анализ", "2"), ("итог", "3")):
        page.get_by_label(text).select_option(place)
    expect(state).to_have_text(re.compile("Сохранено в"))
    with acting(SYSTEM):
        attempt = Attempt.objects.get()
    page.goto(f"/diagnostics/attempts/{attempt.pk}/review/")
    expect(page.get_by_text("Отвечено: 3 из 3.")).to_be_visible()
    assert page.evaluate(PROBLEMS) == []
    follow(page.get_by_role("button", name="Сдать тест"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Результат диагностики")
    expect(page.get_by_text("100,0 %")).to_be_visible()
    assert saved() == ["б", ["а", "в"], ["в", "а", "б"]]


def test_answer_on_a_connection_that_hangs_is_sent_again(browse: Browse, people: Cast) -> None:
    """A bad mobile connection takes the request and never answers: the page neither waits for ever nor loses it."""
    make_scene(people)
    page = browse("teacher", PHONE)
    page.clock.install()
    page.goto("/diagnostics/testing/")
    follow(page.get_by_role("link", name="Открыть"))
    follow(page.get_by_role("button", name="Начать"))
    go_to(page, "single")
    hanging: list[Route] = []
    page.route("**/answers/", lambda route: route.continue_() if hanging else hanging.append(route))
    page.get_by_label("второе").check()
    state = page.locator("[data-state]")
    expect(state).to_have_text("Сохраняется…")
    page.clock.run_for(16_000)
    expect(state).to_have_text(re.compile("Нет связи. Ответы целы"))
    page.clock.run_for(4_000)
    expect(state).to_have_text(re.compile("Сохранено в"))
    assert (saved(), len(hanging)) == (["б", None, None], 1)
