"""The pages of campaigns: who sees what, inviting from lists of people, quotas, letters."""

from datetime import date, time, timedelta
from io import BytesIO
from typing import Any

import docx
import pytest

from apps.core.actor import acting, system
from apps.core.models import AccessLogEntry
from apps.diagnostics.campaign_forms import NewCampaignForm
from apps.diagnostics.models import Campaign, Invitation, Quota, Slot
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.diagnostics.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")


@pytest.fixture
def invited(cast: Cast, campaign: Campaign) -> list[Invitation]:
    with acting(SYSTEM):
        return [make.make_invitation(campaign, person) for person in (cast.teacher, cast.colleague, cast.stranger)]


def names(response: Any) -> list[str]:
    assert response.status_code == 200
    return [row[2] for row in response.context["listing"].table.page.rows]


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("cnppm", ["Коллегина Тест", "Посторонняя Тест", "Своева Тест"]),
        ("methodist", ["Коллегина Тест", "Своева Тест"]),
        ("operator", ["Своева Тест"]),
        ("teacher", ["Своева Тест"]),
        ("copmkp", []),
    ],
)
def test_invitations_are_seen_of_own_people(
    browse: Browse, invited: list[Invitation], role: str, seen: list[str]
) -> None:
    assert names(browse(role).get("/diagnostics/invitations/")) == seen


def test_draft_is_seen_by_who_prepares_it_and_figures_by_all(
    browse: Browse, campaign: Campaign, draft: Campaign, invited: list[Invitation]
) -> None:
    for role, drafts in (("cnppm", 200), ("methodist", 404), ("operator", 404), ("teacher", 404)):
        assert browse(role).get(f"/diagnostics/campaigns/{draft.pk}/").status_code == drafts
    body = text_of(browse("moo").get(f"/diagnostics/campaigns/{campaign.pk}/?tab=course"))
    assert "Район Б" in body
    assert "Контрольные цифры</a>" not in body
    assert browse("ministry").get("/diagnostics/invitations/").status_code == 403
    assert browse("umo").get("/diagnostics/campaigns/").status_code == 403


def test_campaign_is_made_by_a_form_and_announced(browse: Browse, cast: Cast, today: date) -> None:
    with acting(SYSTEM):
        tool = make.make_tool(cast.cnppm)
    end = today + timedelta(days=3)
    form = {
        "organization": str(cast.cnppm.pk), "title": "Осень", "tool": str(tool.pk), "purpose": "entrance",
        "start": f"{today:%d.%m.%Y}", "end": f"{end:%d.%m.%Y}",
    }  # fmt: skip
    browser = browse("cnppm")
    wrong = browser.post("/diagnostics/campaigns/create/", {**form, "organization": str(cast.school_a.pk)})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["organization"])
    page = browser.post("/diagnostics/campaigns/create/", form).headers["Location"]
    assert "готовится" in text_of(browser.get(page))
    assert browser.post(f"{page}do/announce/").status_code == 302
    assert "идёт" in text_of(browser.get(page))


@pytest.mark.parametrize("page", ["/teachers/", "/teachers/worklist/"])
def test_people_of_a_list_are_invited_with_counts_beforehand(
    browse: Browse, cast: Cast, campaign: Campaign, page: str
) -> None:
    with acting(SYSTEM):
        make.make_invitation(campaign, cast.teacher)
    browser, asked = browse("cnppm"), {"everything": "1"}
    preview = browser.post(f"{page}bulk/invite/?kind=pedagogue", asked)
    assert preview.context["preview"] == [
        "Выбрано: 3\u00a0человека.",
        "Из них проходили диагностику за последние 3 года: 0\u00a0человек.",
        "Из них уже приглашены в открытые кампании: 1\u00a0человек.",
    ]
    done = browser.post(f"{page}bulk/invite/?kind=pedagogue", {**asked, "confirmed": "1", "campaign": campaign.pk})
    assert done.status_code == 302
    with acting(SYSTEM):
        assert Invitation.objects.filter(campaign=campaign).count() == 3
    assert browse("methodist").post(f"{page}bulk/invite/", asked).status_code == 403


def test_teacher_declines_on_the_page_of_the_invitation(browse: Browse, invited: list[Invitation]) -> None:
    page = f"/diagnostics/invitations/{invited[0].pk}/"
    teacher = browse("teacher")
    shown = text_of(teacher.get(page))
    assert ("Отказаться" in shown, "Записать отказ" in shown, "Снять приглашение" in shown) == (True, False, False)
    assert teacher.post(f"{page}do/decline/", {"reason": "Отпуск"}).status_code == 403
    assert browse("cnppm").post(f"{page}do/refuse/", {"reason": "Отпуск"}).status_code == 403
    assert teacher.post(f"{page}do/refuse/", {"reason": "Отпуск"}).status_code == 302
    assert "Отказаться" not in text_of(teacher.get(page))
    seen = text_of(browse("cnppm").get(page))
    assert ("Отпуск" in seen, "отказался" in text_of(browse("cnppm").get("/diagnostics/invitations/"))) == (True, True)


def test_quotas_are_proposed_and_saved_in_a_table(browse: Browse, cast: Cast, campaign: Campaign) -> None:
    page, browser = f"/diagnostics/campaigns/{campaign.pk}/quotas/", browse("cnppm")
    a, b = (f"place_{place.pk}" for place in (cast.municipality_a, cast.municipality_b))
    proposed = browser.get(f"{page}?total=8").context["form"].initial
    assert (proposed[a], proposed[b]) == (6, 2)
    assert browser.post(page, {a: "-1", b: "2"}).status_code == 422
    assert browser.post(page, {a: "6", b: ""}).status_code == 302
    with acting(SYSTEM):
        assert list(Quota.objects.values_list("municipality", "number")) == [(cast.municipality_a.pk, 6)]
    assert browse("methodist").get(page).status_code == 403
    assert "0,0 % (0 из 6)" in text_of(browse("methodist").get(f"/diagnostics/campaigns/{campaign.pk}/?tab=course"))


def test_attendance_and_times_are_given_in_bulk(
    browse: Browse, campaign: Campaign, invited: list[Invitation], today: date
) -> None:
    with acting(SYSTEM):
        slot = Slot.objects.create(campaign=campaign, day=today, time=time(10), place="Зал", capacity=9)
    page, browser, ids = "/diagnostics/invitations/", browse("cnppm"), [one.pk for one in invited]
    browser.post(f"{page}bulk/slot/", {"ids": ids, "confirmed": "1", "slot": slot.pk})
    browser.post(f"{page}bulk/attendance/", {"ids": ids[:2], "confirmed": "1", "attended": "came"})
    with acting(SYSTEM):
        rows = Invitation.objects.order_by("pk").values_list("slot", "attended")
        assert list(rows) == [(slot.pk, "came"), (slot.pk, "came"), (slot.pk, "unknown")]
    assert names(browser.get(f"{page}?attended=unknown")) == ["Посторонняя Тест"]
    assert names(browser.get(f"{page}?state=waiting&day={today:%d.%m.%Y}&campaign={campaign.pk}")) == [
        "Коллегина Тест",
        "Посторонняя Тест",
        "Своева Тест",
    ]
    assert browse("operator").post(f"{page}bulk/attendance/", {"ids": ids}).status_code == 403


def test_letter_names_the_people_of_one_school_and_is_logged(
    browse: Browse, cast: Cast, campaign: Campaign, invited: list[Invitation]
) -> None:
    letters = f"/diagnostics/campaigns/{campaign.pk}/letters/"
    browser = browse("methodist")
    assert [school.name for school in browser.get(letters).context["schools"]] == ["Школа А-1", "Школа А-2"]
    response = browser.get(f"{letters}{cast.school_a.pk}/docx/")
    letter = docx.Document(BytesIO(response.content))
    cells = [[cell.text for cell in row.cells] for table in letter.tables for row in table.rows]
    assert ["1", "Своева Тест", "в любой день", "Каб. 5"] in cells
    assert "«Зима»" in "\n".join(paragraph.text for paragraph in letter.paragraphs)
    with acting(SYSTEM):
        assert AccessLogEntry.objects.filter(action="export", rows=1).count() == 1
    assert browser.get(f"{letters}{cast.school_b.pk}/docx/").status_code == 404
    assert browser.get(f"{letters}{cast.school_a.pk}/xlsx/").status_code == 404


def test_first_page_tells_the_invited_and_their_school(
    browse: Browse, campaign: Campaign, invited: list[Invitation]
) -> None:
    for role, words in (("teacher", "Вас пригласили на диагностику"), ("operator", "ещё не прошли")):
        assert words in text_of(browse(role).get("/"))


def test_assessment_centre_reads_the_names_of_its_invited(browse: Browse, cast: Cast, today: date) -> None:
    with acting(SYSTEM):
        own = make.make_campaign(cast.copmkp, today, today)
    form = {"campaign": str(own.pk), "snils": cast.stranger.snils}
    browser = browse("copmkp")
    assert browser.post("/diagnostics/invitations/create/", form).status_code == 302
    assert names(browser.get("/diagnostics/invitations/")) == ["Посторонняя Тест"]
    assert browser.get(f"/teachers/{cast.stranger.pk}/").status_code == 404


def test_new_name_of_a_person_reaches_the_invitation(cast: Cast, campaign: Campaign) -> None:
    from apps.teachers.services.people import update_person

    with acting(SYSTEM):
        invitation = make.make_invitation(campaign, cast.teacher)
        update_person(cast.teacher, last_name="Новая")
        invitation.refresh_from_db()
        assert invitation.person_name == "Новая Тест"


@pytest.mark.parametrize(
    ("page", "queries"), [("campaigns/", 8), ("invitations/", 9), ("slots/", 7), ("campaigns/{}/?tab=course", 12)]
)
def test_pages_ask_the_same_with_one_row_and_three(
    browse: Browse, cast: Cast, campaign: Campaign, today: date, page: str, queries: int
) -> None:
    numbers = iter(range(1, 9))

    def row() -> None:
        number = next(numbers)
        person = make.make_person(cast.school_b if number % 2 else cast.school_a)
        make.make_invitation(campaign, person)
        Slot.objects.create(campaign=campaign, day=today, time=time(number), place="Зал", capacity=1)
        make.make_campaign(cast.cnppm, today, today)

    assert_constant_queries(browse("cnppm"), f"/diagnostics/{page.format(campaign.pk)}", row, queries=queries)


def test_campaign_may_use_a_tool_whose_owner_is_out_of_sight(cast: Cast) -> None:
    with acting(SYSTEM):
        make.make_tool(cast.cnppm, "Свой инструмент")
        foreign = make.make_tool(cast.foreign_school, "Федеральный инструмент")
    with acting(cast.actor("cnppm")):
        field: Any = NewCampaignForm().fields["tool"]
        labels = [label for _, label in field.choices if label in ("Федеральный инструмент", "Свой инструмент — ЦНППМ")]
        assert field.clean(foreign.pk) == foreign
    assert labels == ["Свой инструмент — ЦНППМ", "Федеральный инструмент"]
