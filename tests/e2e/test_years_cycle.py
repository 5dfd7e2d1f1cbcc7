"""The year's cycle by the people of each role: a region up to the agreed passport, a municipality's half-year."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, expect

from apps.core.actor import acting, system
from apps.indicators.services.profiles import find, load_profile
from apps.monitoring.models import Report, Submission
from apps.monitoring.services.terms import open_period
from apps.organizations.models import Profile
from apps.passport.models import Part, Passport
from tests import factories as make
from tests.cast import Cast
from tests.e2e.conftest import Browse
from tests.e2e.papers import READERS, says_all
from tests.e2e.scene import END, MAY, SPRING, START, YEAR
from tests.e2e.steps import act, follow, press, touch
from tests.workers import Worker

pytestmark = pytest.mark.slow
SOON = 240_000  # an approval draws four documents; other tests may be at work on the same cores
REMARK = "Поясните снижение доли молодых"
EVERY_KIND = dict.fromkeys(READERS, True)
WHO_FILLS = {"iro": "iro", "mms": "methodist", "cnppm": "cnppm"}


def load_act(cast: Cast, code: str, folder: Path) -> Profile:
    """A shipped regulation, in force in the region of the cast (a municipal one in municipality А)."""
    text = yaml.safe_load(find(code).read_text(encoding="utf-8"))
    text["region_oktmo"] = cast.region.oktmo
    if text["municipality_oktmo"]:
        text["municipality_oktmo"] = cast.municipality_a.oktmo
    path = folder / f"{code}.yaml"
    path.write_text(yaml.safe_dump(text, allow_unicode=True), encoding="utf-8")
    with acting(system("test")):
        return load_profile(path).profile


def happen(cast: Cast) -> None:
    """Last year one teacher was diagnosed, led by a route and trained."""
    with acting(system("test")):
        session = make.make_session(cast.teacher, cast.cnppm, SPRING)
        make.make_route(cast.teacher, session, approved_on=MAY, number="ИОМ-1")
        program = make.make_program(cast.iro, title="Оценка образовательных результатов")
        make.make_entry(program, SPRING)
        make.make_enrollment(cast.teacher, program, SPRING, MAY)


def submit_data(page: Page, submission: int) -> None:
    """The methodist confirms the lists and submits the municipality's data."""
    page.goto(f"/monitoring/submissions/{submission}/")
    lists = page.get_by_role("button", name="Подтвердить за организации")
    if lists.count():
        follow(lists)
    follow(page.get_by_role("link", name="Представить", exact=True))
    page.get_by_label("Пояснение к предупреждениям").fill("Проверено с организациями")
    for box in page.get_by_role("checkbox").all():
        box.check()
    follow(page.get_by_role("button", name="Представить данные"))
    expect(page.get_by_text("период закрыт для изменений")).to_be_visible()


def accept_data(page: Page, submission: int) -> None:
    """Who approves by the act accepts them."""
    page.goto(f"/monitoring/submissions/{submission}/")
    press(page, "Принять", "Принять данные")
    expect(page.get_by_text("Данные приняты.")).to_be_visible()


def compute(page: Page, profile: Profile, part: str = "0") -> int:
    """The report of the period is computed; returns its number."""
    page.goto(f"/monitoring/compute/?profile={profile.code}")
    page.get_by_label("Год").select_option(str(YEAR))
    page.locator("main").get_by_label("Период").select_option(part)
    follow(page.get_by_role("button", name="Рассчитать отчёт"))
    follow(page.get_by_role("link", name="Открыть результат"), timeout=SOON)
    found = re.search(r"/reports/(\d+)/", page.url)
    assert found
    return int(found[1])


def report_goes_its_way(submitter: Page, approver: Page, number: int) -> None:
    """Submitted, returned with a remark, submitted again, approved by another person."""
    address = f"/monitoring/reports/{number}/"
    submitter.goto(address)
    press(submitter, "Представить", "Представить на утверждение")
    approver.goto(address)
    follow(approver.get_by_role("link", name="Вернуть", exact=True))
    approver.get_by_label("Замечания").fill(REMARK)
    follow(approver.get_by_role("button", name="Вернуть с замечаниями"))
    submitter.goto(address)
    expect(submitter.get_by_text(REMARK).first).to_be_visible()
    press(submitter, "Представить", "Представить на утверждение")
    approver.goto(address)
    press(approver, "Утвердить", "Утвердить отчёт")
    follow(approver.get_by_role("link", name="Открыть результат"), timeout=SOON)
    expect(approver.get_by_role("heading", name="Утверждённые документы")).to_be_visible()


def kept_documents(page: Page, number: int) -> dict[str, bool]:
    """The documents that the approval kept, downloaded and opened: kind → whether it tells the report's figures."""
    page.goto(f"/monitoring/reports/{number}/")
    found = {}
    for link in page.locator("#files tbody td:first-child a").all():
        with page.expect_download() as waiting:
            touch(link)
        name = waiting.value.suggested_filename
        found[name.rsplit(".", 1)[-1]] = says_all(Path(waiting.value.path()), name, number)
    return found


def fill_part(page: Page, part: int) -> None:
    """Everything of a part: numbers, words, «нет» for the lists; then it is handed in."""
    page.goto(f"/passport/parts/{part}/edit/")
    for field in page.locator("main input[type=text], main input[type=number], main textarea").all():
        field.fill("5")
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    follow(page.get_by_role("button", name="Сохранить"))
    page.goto(f"/passport/parts/{part}/")
    act(page, "Сдать")
    expect(page.get_by_text("Часть сдана.")).to_be_visible()


def passport_parts(year: int) -> dict[str, int]:
    """Kind → number of the part."""
    with acting(system("test")):
        return dict(Part.objects.filter(passport__year=year).values_list("kind", "pk"))


def passport_goes_its_way(browse: Browse, profile: Profile) -> Passport:
    """Begun by the centre, filled by each, accepted, approved, sent, agreed."""
    centre, ministry = browse("cnppm"), browse("ministry")
    centre.goto("/passport/create/")
    centre.get_by_label("Профиль").select_option(label=profile.title)
    centre.get_by_label("Год").select_option(str(YEAR))
    centre.get_by_label("Части сдать до").fill(f"{date.today():%d.%m.%Y}")
    follow(centre.get_by_role("button", name="Начать"))
    with acting(system("test")):
        number = Passport.objects.get(year=YEAR).pk
    for kind, part in passport_parts(YEAR).items():
        fill_part(browse(WHO_FILLS[kind]), part)
        centre.goto(f"/passport/parts/{part}/")
        act(centre, "Принять")
    centre.goto(f"/passport/{number}/")
    act(centre, "Представить министерству")
    ministry.goto(f"/passport/{number}/")
    act(ministry, "Утвердить паспорт")
    centre.goto(f"/passport/{number}/")
    act(centre, "Записать отправку", Номер_письма="15-п")
    centre.goto(f"/passport/{number}/")
    touch(centre.get_by_text("Действия", exact=True))
    follow(centre.locator(".panel-item", has_text="Записать ответ"))
    centre.get_by_label("паспорт согласован").check()
    centre.get_by_label("Номер ответа").fill("77-ф")
    follow(centre.get_by_role("button", name="Записать ответ"))
    expect(centre.get_by_text("Ответ записан.")).to_be_visible()
    with acting(system("test")):
        return Passport.objects.get(pk=number)


def submissions(profile: Profile, start: date, end: date) -> dict[str, int]:
    """The period is opened: ОКТМО → number of the submission."""
    with acting(system("test")):
        period = open_period(profile=profile, start=start, end=end)
        return dict(Submission.objects.filter(period=period).values_list("municipality__oktmo", "pk"))


def test_region_goes_through_the_year(people: Cast, browse: Browse, worker: Worker, tmp_path: Path) -> None:
    happen(people)
    profile = load_act(people, "vladimir", tmp_path)
    own = submissions(profile, START, END)[people.municipality_a.oktmo]
    submit_data(browse("methodist"), own)
    centre = browse("cnppm")
    accept_data(centre, own)
    number = compute(centre, profile)
    report_goes_its_way(centre, browse("ministry"), number)
    federal = browse("federal")
    assert kept_documents(federal, number) == EVERY_KIND
    passport = passport_goes_its_way(browse, profile)
    assert passport.state == "agreed"
    federal.goto(f"/passport/{passport.pk}/")
    expect(federal.get_by_role("heading", level=1)).to_contain_text(str(YEAR))


def test_municipality_goes_through_the_half_year(people: Cast, browse: Browse, worker: Worker, tmp_path: Path) -> None:
    happen(people)
    profile = load_act(people, "oktyabrsky", tmp_path)
    end = date(YEAR, 6, 30)
    own = submissions(profile, START, end)[people.municipality_a.oktmo]
    submit_data(browse("methodist"), own)
    accept_data(browse("moo"), own)
    number = compute(browse("methodist"), profile, "1")
    with acting(system("test")):
        assert Report.objects.get(pk=number).period_to == end
    report_goes_its_way(browse("methodist"), browse("moo"), number)
    assert kept_documents(browse("moo"), number) == EVERY_KIND
    page = browse("cnppm")
    page.goto("/passport/create/")
    expect(page.get_by_label("Профиль").locator("option", has_text=profile.title)).to_have_count(0)
