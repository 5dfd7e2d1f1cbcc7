"""The builder of a route in a real browser: proposals are taken and taken back without leaving the page."""

from datetime import date

import pytest
from playwright.sync_api import expect

from apps.core.actor import acting, system
from apps.routes.models import IndividualRoute
from tests import factories as make
from tests.cast import Cast
from tests.e2e.conftest import PHONE, Browse
from tests.e2e.steps import touch

DAY = date(2024, 2, 1)


@pytest.fixture
def route(people: Cast) -> IndividualRoute:
    with acting(system("test")):
        scores = {"Т-01": 40, "Т-02": 30, "Т-03": 20, "Т-04": 90}
        session = make.make_session(people.teacher, people.cnppm, DAY, scores=scores)
        for hours, codes in ((72, ("Т-01", "Т-02")), (36, ("Т-01", "Т-04")), (18, ("Т-02",))):
            program = make.make_program(people.iro, hours=hours, title=f"Программа на {hours} часов")
            program.competences.set([make.make_competence(code) for code in codes])
            make.make_entry(program, DAY)
        return make.make_route(people.teacher, session, number="2024-1", drafted_on=DAY)


def test_shortest_set_is_taken_an_item_removed_and_put_back(browse: Browse, route: IndividualRoute) -> None:
    page = browse("cnppm")
    page.goto(f"/routes/{route.pk}/builder/")
    page.evaluate("window.stayed = true")
    page.get_by_role("button", name="Добавить весь набор").press("Enter")
    totals = page.locator(".builder-plan .totals")
    expect(totals).to_contain_text("Покрыто 2 из 3")
    expect(totals).to_contain_text("54")
    touch(page.get_by_role("button", name="Убрать: Программа на 18 часов"))
    expect(totals).to_contain_text("Покрыто 1 из 3")
    touch(page.get_by_role("button", name="Вернуть"))
    expect(totals).to_contain_text("Покрыто 2 из 3")
    assert page.evaluate("window.stayed") is True


def test_builder_fits_a_phone(browse: Browse, route: IndividualRoute) -> None:
    page = browse("cnppm", viewport=PHONE)
    page.goto(f"/routes/{route.pk}/builder/")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
