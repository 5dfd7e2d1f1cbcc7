"""A deficit from the invitation to the closing, by the people of each role: the day's work of a centre."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from apps.core.actor import acting, system
from apps.diagnostics.models import DiagnosticSession, Invitation, OnlineTest
from apps.monitoring.models import Report
from apps.monitoring.selectors.explanation import explain, lines, numerator_group, unit_of
from apps.organizations.models import Profile
from apps.programs.models import Program
from apps.routes.models import IndividualRoute
from tests import factories as make
from tests.cast import Cast
from tests.diagnostics.testing.rows import make_bank_item, make_online_test
from tests.e2e.conftest import PHONE, Browse
from tests.e2e.steps import act, follow
from tests.reports import compute, counts, make_profile

pytestmark = pytest.mark.slow
SYSTEM = system("test")
TOOL, REPEATED = "Предметный минимум", "Повторная проверка"
WEAK, STRONG = "Т-01", "Т-02"
CODES = ("diagnosed", "routed", "trained_fr", "programs_in_fr")


def prepare(cast: Cast) -> tuple[OnlineTest, Program]:
    """A test of two questions and a programme of the registry that covers what will be missed."""
    with acting(SYSTEM):
        for code, text in ((WEAK, "Первый вопрос"), (STRONG, "Второй вопрос")):
            make_bank_item(cast.cnppm, competence=code, text=text)
        tool = make.make_tool(cast.cnppm, TOOL)
        make.make_tool(cast.cnppm, REPEATED)
        test = make_online_test(cast.cnppm, {WEAK: 1, STRONG: 1}, tool=tool, by_invitation=True, title=TOOL)
        program = make.make_program(cast.iro, title="Восполнение дефицита")
        program.competences.add(make.make_competence(WEAK))
        make.make_entry(program, make.LONG_AGO)
        return test, program


def open_campaign(page: Page, cast: Cast, today: date) -> None:
    """The centre plans a campaign, invites the teacher and announces it."""
    page.goto("/diagnostics/campaigns/create/")
    page.get_by_label("Кто проводит").fill(str(cast.cnppm.pk))
    page.get_by_label("Название").fill("Зимняя проверка")
    page.get_by_label("Инструмент").select_option(label=f"{TOOL} — {cast.cnppm.short_name}")
    page.get_by_label("С", exact=True).fill(f"{today:%d.%m.%Y}")
    page.get_by_label("По", exact=True).fill(f"{today + timedelta(days=5):%d.%m.%Y}")
    follow(page.get_by_role("button", name="Завести"))
    expect(page.get_by_text("Кампания заведена.")).to_be_visible()
    card = page.url
    number = re.search(r"/campaigns/(\d+)/", card)
    assert number
    page.goto(f"/diagnostics/invitations/create/?campaign={number[1]}&person={cast.teacher.pk}")
    follow(page.get_by_role("button", name="Пригласить"))
    page.goto(card)
    act(page, "Объявить")
    expect(page.get_by_text("Кампания объявлена.")).to_be_visible()


def choose(page: Page) -> None:
    """The right answer to the second question, a wrong one to the first."""
    first = page.locator("legend", has_text="Первый вопрос").count()
    page.get_by_label("первое" if first else "второе", exact=True).check()


def take_test(page: Page, test: OnlineTest) -> None:
    """On a phone: the connection goes in the middle and comes back, the browser is left and opened again.

    Whoever comes back with every answer saved is led to handing in.
    """
    page.goto("/")
    expect(page.get_by_text("Диагностика ждёт вас")).to_be_visible()
    page.goto(f"/diagnostics/testing/{test.pk}/")
    follow(page.get_by_role("button", name="Начать"))
    choose(page)
    expect(page.locator("[data-state]")).to_contain_text("Сохранено")
    follow(page.get_by_role("button", name="Дальше"))
    page.context.set_offline(True)
    choose(page)
    expect(page.locator("[data-state]")).to_contain_text("Нет связи")
    page.context.set_offline(False)
    expect(page.locator("[data-state]")).to_contain_text("Сохранено", timeout=20_000)
    page.goto("/diagnostics/testing/")
    page.get_by_role("link", name="Продолжить").click()
    expect(page.get_by_text("Отвечено: 2 из 2")).to_be_visible()
    follow(page.get_by_role("button", name="Сдать тест"))
    expect(page.get_by_text("Дефицитов: 1 из 2.")).to_be_visible()


def build_route(page: Page, cast: Cast, today: date) -> int:
    """The centre drafts a route on the session and takes the shortest set of what is proposed."""
    page.goto(f"/routes/create/?person={cast.teacher.pk}")
    page.get_by_label("Диагностика").select_option(label=f"{today:%d.%m.%Y} — {TOOL}")
    follow(page.get_by_role("button", name="Составить"))
    with acting(SYSTEM):
        number = IndividualRoute.objects.get(person=cast.teacher).pk
    page.goto(f"/routes/{number}/builder/")
    page.get_by_role("button", name="Добавить весь набор").click()
    expect(page.locator(".builder-plan")).to_contain_text("Восполнение дефицита")
    return number


def agree_and_approve(browse: Browse, centre: Page, route: int) -> None:
    """The teacher agrees by one click, the centre approves, the council of the school sees the route."""
    teacher = browse("teacher", PHONE)
    teacher.goto(f"/routes/{route}/")
    act(teacher, "Согласиться с планом")
    expect(teacher.get_by_text("Спасибо: вы согласны с планом.")).to_be_visible()
    centre.goto(f"/routes/{route}/")
    act(centre, "Утвердить")
    expect(centre.get_by_text("ИОМ утверждён.")).to_be_visible()
    council = browse("council")
    council.goto("/routes/")
    expect(council.locator("main")).to_contain_text("Своева")


def train(page: Page, cast: Cast, program: Program, route: int, today: date) -> None:
    """The training that the institute completed closes the item of the route by itself."""
    page.goto(f"/programs/trainings/create/?person={cast.teacher.pk}&program={program.pk}")
    for label in ("Дата зачисления", "Дата завершения"):
        page.get_by_label(label).fill(f"{today:%d.%m.%Y}")
    follow(page.get_by_role("button", name="Внести"))
    with acting(SYSTEM):
        assert list(IndividualRoute.objects.get(pk=route).items.values_list("done_on", flat=True)) == [today]


def repeat(page: Page, cast: Cast, day: date) -> None:
    """The second diagnostics, with another tool, finds the competence above the threshold."""
    page.goto(f"/diagnostics/create/?person={cast.teacher.pk}&provider={cast.cnppm.pk}")
    page.get_by_label("Инструмент").select_option(label=REPEATED)
    page.get_by_label("Дата", exact=True).fill(f"{day:%d.%m.%Y}")
    follow(page.get_by_role("button", name="Внести"))
    with acting(SYSTEM):
        session = DiagnosticSession.objects.get(tool__title=REPEATED)
        competence = make.make_competence(WEAK).pk
    page.goto(f"/diagnostics/scores/create/?session={session.pk}")
    page.get_by_label("Компетенция").select_option(value=str(competence))
    page.get_by_label("Балл").fill("90")
    follow(page.get_by_role("button", name="Внести"))
    page.goto(f"/teachers/{cast.teacher.pk}/?tab=sessions")
    expect(page.locator("main")).to_contain_text(f"{day:%d.%m.%Y}")


def figures(profile: Profile, start: date, day: date) -> tuple[Report, dict[str, tuple[int, int]]]:
    """The report of the days and its counts."""
    report = compute(profile, start, day)
    return report, {code: counts(report, code) for code in CODES}


def named(report: Report, code: str, region: str) -> str:
    """The records that the explanation of the region's figure names, in words."""
    with acting(SYSTEM):
        unit = unit_of(report, region)
        number = explain(report, code, unit).number
        return "; ".join(line.record for line in lines(report, number, unit, numerator_group(report, number)))


def test_deficit_is_found_led_and_closed(people: Cast, browse: Browse) -> None:
    today = timezone.localdate()
    start, day = today - timedelta(days=1), today + timedelta(days=1)
    profile = make_profile(people.region, *CODES)
    test, program = prepare(people)
    before = figures(profile, start, day)[1]
    centre = browse("cnppm")
    open_campaign(centre, people, today)
    take_test(browse("teacher", PHONE), test)
    with acting(SYSTEM):
        session = DiagnosticSession.objects.get(person=people.teacher)
        assert Invitation.objects.get().session_id == session.pk
    route = build_route(centre, people, today)
    agree_and_approve(browse, centre, route)
    train(browse("iro"), people, program, route, today)
    repeat(centre, people, day)
    report, after = figures(profile, start, day)
    assert before == {"diagnosed": (0, 4), "routed": (0, 4), "trained_fr": (0, 3), "programs_in_fr": (0, 0)}
    assert after == {"diagnosed": (1, 4), "routed": (1, 4), "trained_fr": (1, 3), "programs_in_fr": (1, 1)}
    with acting(SYSTEM):
        number = IndividualRoute.objects.get(pk=route).number
    told = {code: named(report, code, people.region.oktmo) for code in CODES[:3]}
    assert f"{today:%d.%m.%Y}" in told["diagnosed"]
    assert number in told["routed"]
    assert "Восполнение дефицита" in told["trained_fr"]
