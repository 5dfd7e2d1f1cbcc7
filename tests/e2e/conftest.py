"""A real browser against the running portal: the system's Chromium driven by Playwright.

``browse(role)`` gives a page logged in as the cast's user of that role, at the width of a laptop or of a phone.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Browser, Page, sync_playwright

from apps.accounts.models import User
from apps.core.actor import acting, system
from tests.cast import Cast, make_cast
from tests.e2e.steps import follow

LAPTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
PASSWORD = "проверка-портала"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Browse = Callable[..., Page]
Visit = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives a browser."""
    for item in items:
        if "/e2e/" in item.nodeid or item.nodeid.startswith("tests/e2e"):
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; without one the suite fails and says what to install."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program, "Chromium is not installed: `make setup` as root on Debian, or install the package chromium"
    # Playwright's own event loop runs in this thread; Django must not take our queries for async ones.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def people(committed: None) -> Cast:
    """The cast, committed, every user with a password."""
    with acting(system("test")):
        cast = make_cast()
        # One hash for all: hashing is slow on purpose.
        User.objects.update(password=make_password(PASSWORD))
    return cast


@pytest.fixture
def visit(committed: None, live_server: Any, chromium: Browser) -> Iterator[Visit]:
    """Open an address of the portal as somebody who has not entered yet."""
    contexts = []

    def open_page(address: str, viewport: dict[str, int] = LAPTOP) -> Page:
        context = chromium.new_context(viewport=viewport, locale="ru-RU", base_url=live_server.url)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def browse(people: Cast, visit: Visit) -> Browse:
    """Open the portal as the cast's user of a role."""

    def enter(role: str, viewport: dict[str, int] = LAPTOP) -> Page:
        page = visit("/", viewport)
        page.get_by_label("Логин").fill(role)
        page.get_by_label("Пароль", exact=True).fill(PASSWORD)
        follow(page.get_by_role("button", name="Войти"))
        return page

    return enter
