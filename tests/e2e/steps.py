"""Steps that lead to another page: each waits until that page is there.

A bare click only begins the way: what is asked of the page next may still be answered by the old one, and a
``goto`` right after it may break the form off.
"""

from playwright.sync_api import Locator, Page


def follow(control: Locator) -> None:
    """Click what leads to another page (or back to this one anew) and wait until it has loaded."""
    with control.page.expect_navigation():
        control.click()


def press(page: Page, link: str, button: str) -> None:
    """A step behind a page that says what will happen."""
    follow(page.get_by_role("link", name=link, exact=True))
    follow(page.get_by_role("button", name=button, exact=True))


def act(page: Page, name: str, **fields: str) -> None:
    """An action of a card, with its form where it has one."""
    page.get_by_text("Действия", exact=True).click()
    follow(page.locator(".panel-item", has_text=name).first)
    for label, value in fields.items():
        page.get_by_label(label.replace("_", " ")).fill(value)
    asked = page.locator("main").get_by_role("button", name=name, exact=True)
    if asked.count():
        follow(asked)
