"""What others see of the same report and the same people: their own unit, and nothing outside it exists."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from apps.core.actor import acting
from apps.monitoring.services.compute import compute_report
from apps.organizations.models import Profile
from apps.teachers.models import Person
from tests.cast import Cast
from tests.e2e.conftest import Browse
from tests.e2e.scene import END, START, YEAR, make_scene
from tests.e2e.steps import follow

STRANGE = ("Район Б", "Школа Б-1", "Посторонняя", "Чужой район", "Чужая школа", "Иногородняя")


@pytest.fixture
def cast(people: Cast) -> Cast:
    """The cast with last year's report."""
    make_scene(people)
    with acting(people.actor("cnppm")):
        compute_report(profile=Profile.objects.get(code="test"), period_from=START, period_to=END)
    return people


def strange_words(page: Page) -> list[str]:
    """Names of other units in the page, seen or not."""
    text = page.content()
    return [word for word in STRANGE if word in text]


def card(person: Person) -> str:
    """The address of a person's card."""
    return reverse("teachers:person_detail", args=(person.pk,))


def status(page: Page, address: str) -> int:
    """How the portal answers an address typed by hand."""
    answer = page.goto(address)
    assert answer is not None
    return answer.status


def open_report(page: Page) -> None:
    """Find the report in the list."""
    page.goto("/monitoring/")
    follow(page.get_by_role("table").get_by_role("link", name=f"{YEAR} год"))


def test_methodist_sees_the_figures_of_the_own_municipality(browse: Browse, cast: Cast) -> None:
    page = browse("methodist")
    open_report(page)
    expect(page.locator(".figure-parts").first).to_have_text("1 из 3")
    schools = page.get_by_role("table").get_by_role("link", name="Школа")
    assert sorted(schools.all_inner_texts()) == ["Школа А-1", "Школа А-2"]
    assert strange_words(page) == []


def test_methodist_sees_own_people_behind_a_figure(browse: Browse, cast: Cast) -> None:
    page = browse("methodist")
    open_report(page)
    follow(page.get_by_role("link", name="Почему столько").first)
    expect(page.get_by_role("cell", name="Своева Тест")).to_be_visible()
    assert strange_words(page) == []


@pytest.mark.parametrize("page_of", ["figures/diagnosed/", ""])
def test_methodist_finds_no_other_municipality_by_its_address(browse: Browse, cast: Cast, page_of: str) -> None:
    page = browse("methodist")
    open_report(page)
    address = f"{page.url.split('?')[0]}{page_of}?unit="
    assert status(page, f"{address}{cast.municipality_a.oktmo}") == 200
    assert status(page, f"{address}{cast.municipality_b.oktmo}") == 404
    assert strange_words(page) == []


def test_ministry_sees_figures_and_no_person(browse: Browse, cast: Cast) -> None:
    page = browse("ministry")
    open_report(page)
    follow(page.get_by_role("link", name="Почему столько").first)
    expect(page.locator(".why-value")).to_be_visible()
    assert [name for name in ("Своева", "Посторонняя") if name in page.content()] == []


def test_teacher_gets_404_for_a_stranger_and_sees_the_own_card(browse: Browse, cast: Cast) -> None:
    page = browse("teacher")
    assert status(page, card(cast.stranger)) == 404
    assert strange_words(page) == []
    assert status(page, card(cast.teacher)) == 200
    expect(page.get_by_role("heading", level=1)).to_contain_text("Своева")


def test_teacher_finds_no_stranger_by_search(browse: Browse, cast: Cast) -> None:
    page = browse("teacher")
    page.goto("/search/?q=посторонняя")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert strange_words(page) == []


def test_operator_of_another_school_gets_404_for_a_colleague_elsewhere(browse: Browse, cast: Cast) -> None:
    page = browse("operator")
    assert status(page, card(cast.colleague)) == 404
    assert "Коллегина" not in page.content()
    assert status(page, card(cast.head)) == 200
