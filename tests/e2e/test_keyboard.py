"""Without a mouse: login and import by the keyboard alone, and a focus that is always seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.e2e.checks import focused, looks
from tests.e2e.conftest import PASSWORD, Browse, Visit
from tests.e2e.scene import NEW, staff_book
from tests.e2e.test_main_job import SOON, tiles
from tests.workers import Worker

pytestmark = pytest.mark.slow
FAR = 80
NAME = "(element) => element.labels?.[0]?.textContent || element.getAttribute('aria-label') || element.textContent"


def name_of(page: Page) -> str:
    """The name of what has the focus."""
    words: str = focused(page).evaluate(NAME)
    return " ".join(words.split())


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus stands on that name."""
    passed = []
    for _ in range(FAR):
        page.keyboard.press("Tab")
        passed.append(name_of(page))
        if passed[-1] == name:
            return
    raise AssertionError(f"«{name}» is not reached by Tab; passed: {passed}")


def enter(page: Page, name: str) -> None:
    """Go to a link or a button and press Enter."""
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_login_needs_no_mouse(people: Cast, visit: Visit) -> None:
    page = visit("/")
    tab_to(page, "Логин")
    page.keyboard.type("cnppm")
    tab_to(page, "Пароль")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Главная")


def test_refused_login_says_so_where_the_focus_is(people: Cast, visit: Visit) -> None:
    page = visit("/")
    tab_to(page, "Логин")
    page.keyboard.type("cnppm")
    tab_to(page, "Пароль")
    page.keyboard.type("не тот пароль")
    page.keyboard.press("Enter")
    expect(page.locator(".summary")).to_be_focused()


def test_import_needs_no_mouse(browse: Browse, worker: Worker, people: Cast, tmp_path: Path) -> None:
    page = browse("cnppm")
    enter(page, "Данные")
    enter(page, "Загрузка таблиц")
    enter(page, "Загрузить Кадры")
    tab_to(page, "Файл")
    # What Enter opens here is the browser's own dialog, which a headless one does not always show.
    focused(page).set_input_files(staff_book(tmp_path / "Кадры.xlsx", people))
    enter(page, "Проверить файл")
    expect(page.get_by_text("Строк с данными")).to_be_visible(timeout=SOON)
    enter(page, "Дальше: что будет")
    enter(page, "Записать 4 строки")
    expect(page.get_by_text("загружен")).to_be_visible(timeout=SOON)
    assert tiles(page)["новых"] == str(len(NEW))


@pytest.mark.parametrize("address", ["/", "/teachers/", "/data/imports/staff/", "/organizations/"])
def test_focus_is_seen_on_every_control(browse: Browse, address: str) -> None:
    page = browse("cnppm")
    page.goto(address)
    seen = {}
    for _ in range(FAR):
        page.keyboard.press("Tab")
        if focused(page).evaluate("(element) => element === document.body"):
            break
        with_focus, without = looks(page)
        seen[name_of(page)] = with_focus != without
    assert [name for name, differs in seen.items() if not differs] == []
    assert len(seen) > 10
