"""The steps of a browser: a click says whether it leads to another page.

A bare click only begins the way: what is asked of the page next may still be answered by the old one, or by a new one
that is half here, and a ``goto`` right after it may break a form off. So the browser tests click by these words alone
(`tests/architecture/test_browser_steps.py`).
"""

from playwright.sync_api import Locator, Page, expect


def follow(control: Locator, *, timeout: float | None = None) -> None:
    """Click what leads to another page (or back to this one anew) and wait until it has loaded.

    The control is waited for before: a page of a job loads itself anew until the job is done.
    """
    expect(control).to_be_visible(timeout=timeout)
    with control.page.expect_navigation():
        control.click()


def touch(control: Locator) -> None:
    """Click what changes the page in front or gives a file: what comes of it is waited for by an expectation."""
    control.click(no_wait_after=True)


def press(page: Page, link: str, button: str) -> None:
    """A step behind a page that says what will happen."""
    follow(page.get_by_role("link", name=link, exact=True))
    follow(page.get_by_role("button", name=button, exact=True))


def act(page: Page, name: str, **fields: str) -> None:
    """An action of a card, with its form where it has one."""
    touch(page.get_by_text("Действия", exact=True))
    follow(page.locator(".panel-item", has_text=name).first)
    for label, value in fields.items():
        page.get_by_label(label.replace("_", " ")).fill(value)
    asked = page.locator("main").get_by_role("button", name=name, exact=True)
    if asked.count():
        follow(asked)
