"""A deficit from the invitation to the closing, by the people of each role: the day's work of a centre."""

import re
from datetime import date, timedelta

import pytest
from django.db.models import Model
from django.utils import timezone
from playwright.sync_api import Page, expect

from apps.core.actor import acting, system
from apps.core.text import NBSP
from apps.diagnostics.models import DiagnosticSession, Invitation, OnlineTest
from apps.events.models import Event, Participation
from apps.monitoring.models import Report
from apps.monitoring.selectors.explanation import explain, lines, members, numerator_group, unit_of
from apps.organizations.models import Profile
from apps.programs.models import Enrollment, Program, RegistryEntry
from apps.routes.models import IndividualRoute, RouteItem
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast
from tests.diagnostics.testing.rows import make_bank_item, make_online_test
from tests.e2e.conftest import PHONE, Browse
from tests.e2e.steps import act, follow, touch
from tests.reports import compute, counts, make_profile

pytestmark = pytest.mark.slow
SYSTEM = system("test")
TOOL, REPEATED = "Предметный минимум", "Повторная проверка"
WEAK, STRONG = "Т-01", "Т-02"
THEME, SCHOOL = "Восполнение дефицита", "Школа молодого педагога"
CODES = ("diagnosed", "routed", "trained_fr", "teams_trained", "young_supported", "programs_in_fr")
MONTH = timedelta(days=30)
# What happened, and the columns that say when.
HAPPENED: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (DiagnosticSession, ("completed_on",)),
    (IndividualRoute, ("drafted_on", "agreed_on", "approved_on")),
    (RouteItem, ("done_on",)),
    (Enrollment, ("enrolled_on", "completed_on")),
    (Event, ("start", "end")),
    (Participation, ("on_date",)),
)


def prepare(cast: Cast, today: date) -> tuple[OnlineTest, Program, Event]:
    """A young teacher, a test of two questions, a programme of the registry that covers what is missed, an event."""
    with acting(SYSTEM):
        young = {"birth_date": today.replace(year=today.year - 28, day=1), "career_start": today - timedelta(days=400)}
        Person.objects.filter(pk=cast.teacher.pk).update(**young)
        for code, text in ((WEAK, "Первый вопрос"), (STRONG, "Второй вопрос")):
            make_bank_item(cast.cnppm, competence=code, text=text)
        tool = make.make_tool(cast.cnppm, TOOL)
        make.make_tool(cast.cnppm, REPEATED)
        test = make_online_test(cast.cnppm, {WEAK: 1, STRONG: 1}, tool=tool, by_invitation=True, title=TOOL)
        program = make.make_program(cast.iro, title=THEME, theme="Управление качеством образования")
        program.competences.add(make.make_competence(WEAK))
        make.make_entry(program, make.LONG_AGO)
        return test, program, make.make_event(cast.cnppm, today, title=SCHOOL, supports_young=True)


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
    follow(page.get_by_role("link", name="Продолжить"))
    expect(page.get_by_text("Отвечено: 2 из 2")).to_be_visible()
    follow(page.get_by_role("button", name="Сдать тест"))
    expect(page.get_by_text("Дефицитов: 1 из 2.")).to_be_visible()


def build_route(page: Page, cast: Cast, event: Event, today: date) -> int:
    """The centre drafts a route on the session, takes the shortest set of what is proposed, adds an event."""
    page.goto(f"/routes/create/?person={cast.teacher.pk}")
    page.get_by_label("Диагностика").select_option(label=f"{today:%d.%m.%Y} — {TOOL}")
    follow(page.get_by_role("button", name="Составить"))
    with acting(SYSTEM):
        number = IndividualRoute.objects.get(person=cast.teacher).pk
    page.goto(f"/routes/{number}/builder/")
    touch(page.get_by_role("button", name="Добавить весь набор"))
    expect(page.locator(".builder-plan")).to_contain_text(THEME)
    page.goto(f"/routes/items/create/?route={number}&event={event.pk}")
    page.get_by_label("Вид", exact=True).select_option(label="неформальное")
    page.get_by_label(re.compile(WEAK)).check()
    follow(page.get_by_role("button", name="Добавить", exact=True))
    expect(page.get_by_text("Пункт добавлен.")).to_be_visible()
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


def train(page: Page, person: Person, program: Program, today: date) -> None:
    """The institute enters a training completed today."""
    page.goto(f"/programs/trainings/create/?person={person.pk}&program={program.pk}")
    for label in ("Дата зачисления", "Дата завершения"):
        page.get_by_label(label).fill(f"{today:%d.%m.%Y}")
    follow(page.get_by_role("button", name="Внести"))
    expect(page.get_by_text("Обучение внесено.")).to_be_visible()


def attend(page: Page, person: Person, event: Event) -> None:
    """The centre enters that the person took part in the event."""
    page.goto(f"/events/participations/create/?event={event.pk}&person={person.pk}")
    page.get_by_label("Роль").select_option(label="участник")
    follow(page.get_by_role("button", name="Внести"))
    expect(page.get_by_text("Участие внесено.")).to_be_visible()


def pass_a_month() -> None:
    """Time goes on: everything that has happened so far was a month ago."""
    with acting(SYSTEM):
        for model, columns in HAPPENED:
            for row in model._default_manager.all():
                for column in columns:
                    day = getattr(row, column)
                    setattr(row, column, day - MONTH if day else None)
                row.save(update_fields=columns)


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


def see_closed(page: Page, cast: Cast, route: int) -> None:
    """The card of the route tells the gain, the person's profile that the deficit is closed."""
    page.goto(f"/routes/{route}/?tab=progress")
    main = page.locator("main")
    expect(main).to_contain_text(f"Закрыто 1 из{NBSP}1{NBSP}дефицита; средний прирост +90,0{NBSP}процентного пункта.")
    row = page.get_by_role("row").filter(has_text=WEAK)
    expect(row).to_contain_text("+90")
    expect(row).to_contain_text("дефицит закрыт")
    page.goto(f"/teachers/{cast.teacher.pk}/?tab=profile")
    expect(main).to_contain_text("Дефицитов открыто: 0, закрыто позднейшей диагностикой: 1.")


def figures(profile: Profile, start: date, day: date) -> tuple[Report, dict[str, tuple[int, int]]]:
    """The report of the days and its counts."""
    report = compute(profile, start, day)
    return report, {code: counts(report, code) for code in CODES}


def named(report: Report, code: str, cast: Cast) -> str:
    """What the explanation of the region's figure names to the centre: the subjects and their records in words."""
    with acting(cast.actor("cnppm")):
        unit = unit_of(report, cast.region.oktmo)
        number = explain(report, code, unit).number
        found = lines(report, number, unit, numerator_group(report, number))
        if code == "teams_trained":
            found += [one for team in found for one in members(report, number, team.subject.organization_id)]
        return "; ".join(f"{line.subject.name}: {line.record}" for line in found)


def test_deficit_is_found_led_and_closed(people: Cast, browse: Browse) -> None:
    today = timezone.localdate()
    start = today - MONTH
    profile = make_profile(people.region, *CODES)
    test, program, event = prepare(people, today)
    before = figures(profile, start, today)[1]
    centre, institute = browse("cnppm"), browse("iro")
    open_campaign(centre, people, today)
    take_test(browse("teacher", PHONE), test)
    with acting(SYSTEM):
        session = DiagnosticSession.objects.get(person=people.teacher)
        assert Invitation.objects.get().session_id == session.pk
    route = build_route(centre, people, event, today)
    agree_and_approve(browse, centre, route)
    for person in (people.teacher, people.head):
        train(institute, person, program, today)
    attend(centre, people.teacher, event)
    with acting(SYSTEM):
        kept = IndividualRoute.objects.get(pk=route)
        assert list(kept.items.values_list("done_on", flat=True)) == [today, today]
    pass_a_month()
    repeat(centre, people, today)
    see_closed(centre, people, route)
    report, after = figures(profile, start, today)
    assert before == dict(zip(CODES, [(0, 4), (0, 4), (0, 3), (0, 1), (0, 1), (0, 0)], strict=True))
    assert after == dict(zip(CODES, [(1, 4), (1, 4), (1, 3), (1, 1), (1, 1), (1, 1)], strict=True))
    on, name = f"{start:%d.%m.%Y}", people.teacher.full_name
    trained = f"«{THEME}», {on}; в ФР ДПП при зачислении: да, при завершении: да"
    with acting(SYSTEM):
        entry = RegistryEntry.objects.get(program=program)
    assert {code: named(report, code, people) for code in CODES} == {
        "diagnosed": f"{name}: диагностика {on}, ЦНППМ",
        "routed": f"{name}: ИОМ №{NBSP}{kept.number}, утверждён {on}",
        "trained_fr": f"{name}: {trained}",
        "teams_trained": f"{people.school_a.short_name}: ; {people.head.full_name}: {trained}",
        "young_supported": f"{name}: «{SCHOOL}», участник, {on}",
        "programs_in_fr": f"{THEME}: №{NBSP}{entry.number} в ФР ДПП, включена {entry.included_on:%d.%m.%Y}",
    }
