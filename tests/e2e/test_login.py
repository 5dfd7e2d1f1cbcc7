"""Entering the portal, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import PHONE, Browse
from tests.e2e.steps import follow


def test_specialist_enters_and_sees_the_organizations_of_the_region(browse: Browse) -> None:
    page = browse("cnppm")
    follow(page.get_by_role("link", name="Организации").first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Организации")
    expect(page.get_by_role("cell", name="Школа А-1")).to_be_visible()
    expect(page.get_by_text("Чужая школа")).to_have_count(0)


@pytest.mark.parametrize("path", ["/", "/organizations/organizations/"])
def test_page_fits_a_phone_without_scrolling_sideways(browse: Browse, path: str) -> None:
    page = browse("cnppm", viewport=PHONE)
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_search_opens_by_the_slash_key(browse: Browse) -> None:
    page = browse("cnppm")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
