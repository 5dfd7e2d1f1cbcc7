"""Submission in a real browser: the methodist submits, a locked form keeps what was typed, the centre returns."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from apps.core.actor import acting, system
from apps.diagnostics.models import DiagnosticSession
from apps.indicators.models import Indicator
from apps.monitoring.models import Submission
from apps.monitoring.services.terms import open_period
from apps.organizations.models import Profile
from tests.cast import Cast
from tests.e2e.checks import problems, sideways
from tests.e2e.conftest import LAPTOP, PHONE, Browse
from tests.e2e.scene import END, START, make_scene
from tests.e2e.steps import follow

LIST = "/monitoring/submissions/"


@pytest.fixture
def cast(people: Cast) -> Cast:
    """The cast with last year's term open."""
    make_scene(people)
    with acting(system("test")):
        open_period(profile=Profile.objects.get(code="test"), start=START, end=END)
        assert Indicator.objects.exists()
    return people


def own(cast: Cast) -> str:
    """The page of municipality А."""
    with acting(system("test")):
        return f"{LIST}{Submission.objects.get(municipality=cast.municipality_a).pk}/"


def sound(page: Page) -> None:
    """Nothing is wrong with the page on a laptop and on a phone."""
    for viewport in (PHONE, LAPTOP):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        assert (problems(page), sideways(page)) == ([], 0)


def test_a_year_is_submitted_locked_and_returned(cast: Cast, browse: Browse) -> None:
    methodist = browse("methodist")
    methodist.goto(own(cast))
    sound(methodist)
    follow(methodist.get_by_role("button", name="Подтвердить за организации"))
    expect(methodist.get_by_text("Подтверждено: 2 списка.")).to_be_visible()
    follow(methodist.get_by_role("link", name="Представить", exact=True))
    methodist.get_by_label("Пояснение к предупреждениям").fill("Проверено с организациями")
    follow(methodist.get_by_role("button", name="Представить данные"))
    expect(methodist.get_by_text("Отметьте, что сверено.").first).to_be_visible()
    expect(methodist.get_by_label("Пояснение к предупреждениям")).to_have_value("Проверено с организациями")
    sound(methodist)
    for box in methodist.get_by_role("checkbox").all():
        box.check()
    follow(methodist.get_by_role("button", name="Представить данные"))
    expect(methodist.get_by_text("период закрыт для изменений")).to_be_visible()
    refuse_a_locked_form(cast, browse)
    centre = browse("cnppm")
    centre.goto(LIST)
    sound(centre)
    follow(centre.get_by_role("link", name="Район А"))
    sound(centre)
    follow(centre.get_by_role("link", name="Вернуть"))
    centre.get_by_label("Замечания").fill("Нет школы № 2")
    follow(centre.get_by_role("button", name="Вернуть данные"))
    expect(centre.get_by_text("Нет школы № 2")).to_be_visible()
    methodist.goto("/notifications/")
    expect(methodist.get_by_text("возвращены с замечаниями")).to_be_visible()


def refuse_a_locked_form(cast: Cast, browse: Browse) -> None:
    """The centre corrects a session of the locked year: the form says why not and keeps what was typed."""
    with acting(system("test")):
        session = DiagnosticSession.objects.filter(person=cast.teacher).latest("pk")
    page = browse("cnppm")
    page.goto(f"/diagnostics/{session.pk}/edit/")
    page.get_by_label("Дата", exact=True).fill(f"21.03.{START.year}")
    follow(page.get_by_role("button", name="Сохранить"))
    expect(page.get_by_text("записи этого периода закрыты для изменений").first).to_be_visible()
    expect(page.get_by_label("Дата", exact=True)).to_have_value(f"21.03.{START.year}")
