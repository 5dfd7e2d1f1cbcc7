"""The pages of passports and of their parts."""

import pytest

from apps.core.actor import acting
from apps.passport.models import Figure, InformationResource, MoneyLine, Part, Passport
from apps.passport.services import parts
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import queries_of, text_of
from tests.passport.conftest import Browse
from tests.passport.scene import SYSTEM, WHO, approved, begin, hand_in, part_of, profile_of, submitted

pytestmark = pytest.mark.django_db


def test_the_centre_begins_a_passport_and_comes_to_it(browse: Browse, cast: Cast) -> None:
    profile = profile_of(cast)
    browser = browse("cnppm")
    assert f'value="{profile.pk}" selected' in browser.get("/passport/create/").content.decode()
    form = {"profile": str(profile.pk), "year": "2025", "due_on": "15.02.2026"}
    made = browser.post("/passport/create/", form)
    with acting(SYSTEM):
        passport = Passport.objects.get()
    assert made.headers["Location"] == f"/passport/{passport.pk}/"
    again = browser.post("/passport/create/", form)
    assert list(again.context["form"].errors) == ["year"]


def test_the_passport_reads_as_seven_sections_with_sources(browse: Browse, cast: Cast) -> None:
    passport = begin(cast)
    text = text_of(browse("cnppm").get(f"/passport/{passport.pk}/"))
    for number, title in enumerate(("Кадровый состав", "Программы ДПО", "Региональная инфраструктура ДПО"), start=1):
        assert f"{number}. {title}" in text
    assert "Реестры портала на 31.12.2025" in text
    assert "отчёт за 2025 год не рассчитан" in text


def test_a_methodist_sees_the_own_part_only(browse: Browse, cast: Cast) -> None:
    passport = begin(cast)
    text = text_of(browse("methodist").get(f"/passport/{passport.pk}/"))
    assert "Вы видите свою часть паспорта" in text
    assert "ММС района А" in text
    assert ("Кадровый состав" in text, ">ИРО<" in text) == (False, False)
    other = part_of(passport, "iro")
    assert browse("methodist").get(f"/passport/parts/{other.pk}/").status_code == 404


@pytest.mark.parametrize(("role", "status"), [("moo", 403), ("operator", 403), ("teacher", 403), ("federal", 404)])
def test_others_do_not_see_an_open_passport(browse: Browse, cast: Cast, role: str, status: int) -> None:
    assert browse(role).get(f"/passport/{begin(cast).pk}/").status_code == status


def test_the_federal_operator_reads_the_approved_passport(browse: Browse, cast: Cast) -> None:
    passport = approved(cast)
    text = text_of(browse("federal").get(f"/passport/{passport.pk}/"))
    assert "Кадровый состав" in text
    assert "ММС района А" in text
    assert browse("federal").post(f"/passport/{passport.pk}/do/send/").status_code == 403


def test_a_part_is_filled_by_its_form_and_loses_nothing_typed(browse: Browse, cast: Cast) -> None:
    part = part_of(begin(cast), "mms")
    browser, url = browse("methodist"), f"/passport/parts/{part.pk}/edit/"
    wrong = browser.post(url, {"infrastructure__rooms": "-1", "infrastructure__seats": "40"})
    assert wrong.status_code == 422
    assert 'value="40"' in wrong.content.decode()
    form = {"infrastructure__rooms": "2", "infrastructure__rooms__source": "ОО-2", "absent_financing": "on"}
    browser.post(url, form)
    with acting(SYSTEM):
        assert Figure.objects.get(part=part).source == "ОО-2"
        assert Part.objects.get(pk=part.pk).absent == ["4"]
    text = text_of(browser.get(f"/passport/parts/{part.pk}/?tab=figures"))
    assert "Заполнено 2 из 8" in text
    assert "Отмечено: финансирования нет." in text


def test_the_lists_of_a_part_are_filled_from_its_tabs(browse: Browse, cast: Cast) -> None:
    part = part_of(begin(cast), "mms")
    browser = browse("methodist")
    money = {"part": str(part.pk), "money_source": "municipal", "year": "2025", "amount": "12.5", "purpose": "Курсы"}
    done = browser.post("/passport/money/create/", money)
    assert done.headers["Location"] == f"/passport/parts/{part.pk}/"
    site = {"part": str(part.pk), "kind": "site", "title": "Сайт", "owner": "ММС", "purpose": "Новости"}
    browser.post("/passport/information/create/", site)
    browser.post("/passport/objects/create/", {"part": str(part.pk), "kind": "room", "title": "Класс", "quantity": "2"})
    with acting(SYSTEM):
        row = MoneyLine.objects.get()
        assert InformationResource.objects.get().part_id == part.pk
    text = text_of(browser.get(f"/passport/parts/{part.pk}/?tab=money"))
    assert "Курсы" in text
    browser.post(f"/passport/money/{row.pk}/do/remove/", {"confirmed": "1"})
    with acting(SYSTEM):
        assert MoneyLine.objects.count() == 0


def test_a_closed_part_offers_no_form(browse: Browse, cast: Cast) -> None:
    part = hand_in(begin(cast), "mms", cast.actor("methodist"))
    assert browse("methodist").get(f"/passport/parts/{part.pk}/edit/").status_code == 403
    money = {"part": str(part.pk), "money_source": "own", "year": "2025", "amount": "1", "purpose": "Курсы"}
    refused = browse("methodist").post("/passport/money/create/", money)
    assert dict(refused.context["form"].errors) == {"part": [parts.CLOSED]}


def test_the_way_is_walked_by_buttons(browse: Browse, cast: Cast) -> None:
    passport = begin(cast)
    for kind, role in WHO.items():
        part = hand_in(passport, kind, cast.actor(role))
        browse("cnppm").post(f"/passport/parts/{part.pk}/do/accept/", {"confirmed": "1"})
    url = f"/passport/{passport.pk}"
    browse("cnppm").post(f"{url}/do/submit/", {"confirmed": "1"})
    browse("ministry").post(f"{url}/do/approve/", {"confirmed": "1"})
    letter = {"sent_on": "01.03.2036", "sent_number": "12-п"}
    browse("cnppm").post(f"{url}/do/send/", letter)
    answer = {"agreed": "yes", "outcome_on": "20.03.2036", "outcome_number": "АП-7"}
    browse("cnppm").post(f"{url}/do/conclude/", answer)
    with acting(SYSTEM):
        assert Passport.objects.get().state == "agreed"
    text = text_of(browse("ministry").get(f"/passport/{passport.pk}/"))
    assert "направлен письмом № 12-п 01.03.2036" in text


def test_the_first_page_says_what_waits(browse: Browse, cast: Cast) -> None:
    passport = begin(cast)
    assert "Части паспорта ДППО ждут заполнения" in text_of(browse("methodist").get("/"))
    hand_in(passport, "mms", cast.actor("methodist"))
    assert "Части паспорта ДППО ждут заполнения" not in text_of(browse("methodist").get("/"))
    assert "Части паспорта ДППО ждут приёмки" in text_of(browse("cnppm").get("/"))


def test_the_ministry_is_told_of_a_submitted_passport(browse: Browse, cast: Cast) -> None:
    submitted(cast)
    assert "Паспорт ДППО ждёт утверждения" in text_of(browse("ministry").get("/"))


def test_changes_show_the_data_of_today(browse: Browse, cast: Cast) -> None:
    passport = begin(cast)
    url = f"/passport/{passport.pk}/?tab=changes"
    assert "совпадают с данными портала" in text_of(browse("cnppm").get(url))
    with acting(SYSTEM):
        make.make_person(cast.school_a)
    answer = browse("cnppm").get(url)
    with acting(cast.actor("cnppm")):
        rows = answer.context["card"].part["today"]
    assert [(row.title, row.before, row.after) for row in rows] == [
        ("Педагогические и управленческие работники в штате", "4", "5"),
        ("из них педагогические работники", "3", "4"),
        ("Педагоги высшей категории", "0,0\u00a0% (0\u00a0из\u00a03)", "0,0\u00a0% (0\u00a0из\u00a04)"),
        ("Педагоги первой категории", "0,0\u00a0% (0\u00a0из\u00a03)", "0,0\u00a0% (0\u00a0из\u00a04)"),
    ]


def test_pages_ask_the_same_number_of_questions_for_one_part_and_three(browse: Browse, cast: Cast) -> None:
    counts = []
    for year, more in ((2024, 0), (2025, 2)):
        with acting(SYSTEM):
            for _ in range(more):
                make.make_organization(cast.municipality_a, "mms")
        passport = begin(cast, year)
        counts.append([len(queries_of(browse("cnppm"), url)) for url in (f"/passport/{passport.pk}/", "/passport/")])
    assert counts == [[12, 8], [12, 8]]
