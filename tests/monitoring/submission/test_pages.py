"""The pages of submission: who opens them, what they say, what a refusal keeps, how many questions they ask."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.core.actor import acting
from apps.core.documents.tree import Paragraph
from apps.core.models import Notification
from apps.core.text import NBSP, format_date
from apps.monitoring.models import Submission
from apps.monitoring.reports import note, view_of
from apps.monitoring.selectors.completeness import CONFIRMATIONS
from apps.monitoring.selectors.glance import accepted_for
from apps.monitoring.services.submission import accept_data
from apps.monitoring.services.terms import open_period
from tests import factories as make
from tests.core.web.checks import log_in, queries_of, text_of
from tests.core.web.test_agenda import part
from tests.monitoring.submission.conftest import SYSTEM, Year
from tests.reports import compute

pytestmark = pytest.mark.django_db
LIST = "/monitoring/submissions/"
TERMS = "/monitoring/submission-periods/"


def browse(year: Year, role: str) -> Client:
    return log_in(year.cast, role)


def page(year: Year) -> str:
    return f"{LIST}{year.ours.pk}/"


@pytest.mark.parametrize(("role", "rows"), [("cnppm", 2), ("ministry", 2), ("methodist", 1), ("moo", 1)])
def test_the_list_shows_the_municipalities_of_the_scope(year: Year, role: str, rows: int) -> None:
    response = browse(year, role).get(LIST)
    assert len(response.context["listing"].table.page.rows) == rows


@pytest.mark.parametrize("role", ["administrator", "federal", "iro", "copmkp", "umo", "operator", "council", "teacher"])
def test_the_list_is_closed_to_other_roles(year: Year, role: str) -> None:
    assert [browse(year, role).get(url).status_code for url in (LIST, page(year))] == [403, 403]


def test_another_municipality_is_not_there(year: Year) -> None:
    theirs = year.of(year.cast.municipality_b)
    assert browse(year, "methodist").get(f"{LIST}{theirs.pk}/").status_code == 404


def test_the_state_of_the_region_is_seen_at_a_glance(year: Year) -> None:
    year.submitted()
    response = browse(year, "cnppm").get(LIST)
    glance = response.context["glance"]
    late = timezone.localdate() > year.period.due
    assert (glance.total, glance.given, glance.submitted, glance.accepted) == (2, 1, 1, 0)
    assert (glance.debtors, "Напомнить должникам" in text_of(response)) == (int(late), late)


def test_the_checklist_says_what_is_left_and_leads_to_it(year: Year) -> None:
    text = text_of(browse(year, "methodist").get(page(year)))
    assert "Район А: данные за 2025 год" in text
    for words in ("Списки работников на 31.12.2025 подтверждены", "0 из 2 организаций", "мешает", ", 2 работника"):
        assert words in text


def test_looking_at_the_checklist_writes_nothing(year: Year) -> None:
    browser, before = browse(year, "methodist"), year.ours.checked_at
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(page(year)).status_code == 200
    assert [q["sql"] for q in asked if q["sql"].startswith(("UPDATE", "INSERT", "DELETE"))] == []
    assert year.ours.checked_at == before


def test_one_click_confirms_the_lists_and_the_checklist_keeps_the_figures(year: Year) -> None:
    browser = browse(year, "methodist")
    text = text_of(browser.post(f"{page(year)}lists/", follow=True))
    assert "Подтверждено: 2 списка." in text
    assert (year.ours.lists_confirmed, year.ours.lists_total, year.ours.errors) == (2, 2, 0)
    assert "2 из 2" in text_of(browse(year, "ministry").get(LIST))


def test_a_refused_submission_keeps_what_was_typed(year: Year) -> None:
    form = {"confirmed": ["staff"], "note": "Всё сверено"}
    response = browse(year, "methodist").post(f"{page(year)}step/submit/", form)
    text = response.content.decode()
    assert response.status_code == 422
    assert "Не подтверждены списки работников: 2\xa0организации." in text
    assert "Всё сверено" in text
    assert text.count("checked") == 1
    assert year.ours.state == "collecting"


def test_the_whole_way_in_pages(year: Year) -> None:
    methodist, centre = browse(year, "methodist"), browse(year, "cnppm")
    today = format_date(timezone.localdate())
    methodist.post(f"{page(year)}lists/")
    form = {"confirmed": list(CONFIRMATIONS), "note": "Проверено"}
    assert "Данные представлены" in text_of(methodist.post(f"{page(year)}step/submit/", form, follow=True))
    assert "закрыты для изменений" in text_of(methodist.get(page(year)))
    assert "Исправления разрешены" in text_of(
        centre.post(f"{page(year)}step/allow/", {"until": today, "reason": "Да"}, follow=True)
    )
    assert "разрешено исправить" in text_of(methodist.get(page(year)))
    assert "Исправления закончены" in text_of(centre.post(f"{page(year)}step/close/", follow=True))
    assert "Данные приняты" in text_of(centre.post(f"{page(year)}step/accept/", follow=True))
    answer = centre.post(f"{page(year)}step/return/", {"remark": "Нет школы № 2"}, follow=True)
    assert "Нет школы № 2" in text_of(answer)
    assert year.ours.state == "returned"


@pytest.mark.parametrize(("role", "step"), [("moo", "submit"), ("cnppm", "submit"), ("methodist", "accept")])
def test_a_step_of_others_is_refused(year: Year, role: str, step: str) -> None:
    assert browse(year, role).post(f"{page(year)}step/{step}/").status_code == 403
    assert browse(year, role).get(f"{page(year)}step/burn/").status_code == 404


def test_several_municipalities_are_accepted_at_once_after_a_preview(year: Year) -> None:
    year.submitted()
    ids = {"ids": [year.ours.pk, year.of(year.cast.municipality_b).pk]}
    centre = browse(year, "cnppm")
    assert "Район А" in text_of(centre.post(f"{LIST}bulk/accept/", ids))
    text = text_of(centre.post(f"{LIST}bulk/accept/", {**ids, "confirmed": "1"}, follow=True))
    assert "Сделано: 1 запись. Отказано: 1 запись." in text
    assert year.ours.state == "accepted"


def test_the_list_leaves_as_a_spreadsheet(year: Year) -> None:
    response = browse(year, "ministry").post(f"{LIST}export/")
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    response.close()
    assert (response["Content-Type"].rpartition(".")[2], content[:2]) == ("sheet", b"PK")


def test_reminding_is_the_accepters_and_says_how_many_heard(year: Year) -> None:
    url = reverse("monitoring:remind", args=(year.period.pk,))
    assert browse(year, "methodist").post(url).status_code == 403
    assert "Напоминание получили 1 человек." in text_of(browse(year, "cnppm").post(url, follow=True))
    assert "сегодня уже напомнили" in text_of(browse(year, "cnppm").post(url, follow=True))
    with acting(SYSTEM):
        assert Notification.objects.count() == 1


def test_terms_are_set_by_the_accepter_alone(year: Year) -> None:
    url = f"{TERMS}{year.period.pk}/edit/"
    assert browse(year, "methodist").get(url).status_code == 403
    assert browse(year, "cnppm").post(url, {"due": "01.12.2025"}).status_code == 422
    assert browse(year, "cnppm").post(url, {"due": "25.02.2026"}).status_code == 302
    year.period.refresh_from_db()
    assert year.period.due == date(2026, 2, 25)


def test_a_period_is_opened_by_hand_with_a_line_for_each_municipality(year: Year) -> None:
    form = {"profile": year.profile.pk, "start": "01.01.2024", "end": "31.12.2024"}
    assert browse(year, "cnppm").post(f"{TERMS}create/", form).status_code == 302
    with acting(SYSTEM):
        assert Submission.objects.filter(period__end=date(2024, 12, 31)).count() == 2
    assert browse(year, "cnppm").post(f"{TERMS}create/", form).status_code == 422


def test_the_first_page_says_what_waits_for_each_side(year: Year) -> None:
    year.period.due = timezone.localdate()
    with acting(SYSTEM):
        year.period.save()
    assert "Данные за период не представлены" in text_of(browse(year, "methodist").get("/"))
    assert "Список работников не подтверждён" in text_of(browse(year, "operator").get("/"))
    year.submitted()
    assert "Данные муниципалитетов ждут приёма" in text_of(browse(year, "cnppm").get("/"))
    assert "Список работников не подтверждён" not in text_of(browse(year, "operator").get("/"))


def test_the_term_of_submission_stands_on_the_first_page_until_data_are_given(year: Year) -> None:
    year.period.due = timezone.localdate()
    with acting(SYSTEM):
        year.period.save()

    def terms(role: str) -> list[str]:
        found = part(browse(year, role), "deadlines")
        return [due.title for due, _ in found["deadlines"]] if found else []

    assert terms("methodist") == [f"Представить данные: 2025{NBSP}год"]
    year.submitted()
    assert (terms("methodist"), terms("ministry")) == ([], [f"Муниципалитеты представляют данные: 2025{NBSP}год"])


def test_a_report_says_of_how_many_municipalities_the_data_are_accepted(year: Year) -> None:
    report = compute(year.profile)
    year.submitted()
    with acting(year.cast.actor("cnppm")):
        accept_data(year.ours)
        found = accepted_for(report)
        words = [block.text for block in note(view_of(report)).sections[0].blocks if isinstance(block, Paragraph)]
    due = format_date(year.period.due)
    assert words[2] == f"Приняты данные 1{NBSP}из{NBSP}2{NBSP}муниципалитетов, срок представления —{NBSP}{due}."
    assert found is not None
    assert (found.done, found.total, found.whole) == (1, 2, False)
    text = text_of(browse(year, "cnppm").get(f"/monitoring/reports/{report.pk}/"))
    assert "Приняты данные 1 из 2 муниципалитетов" in text


def test_pages_ask_the_same_number_of_questions_for_one_row_and_for_three(year: Year) -> None:
    def asked(url: str) -> int:
        return len(queries_of(centre, url))

    centre = browse(year, "cnppm")
    centre.get("/")
    before = [asked(LIST), asked(page(year)), asked(TERMS)]
    with acting(SYSTEM):
        for number in range(2):
            make.make_municipality(year.cast.region, f"9960{number}999", f"Район {number}")
            make.make_person(make.make_organization(year.cast.municipality_a))
        open_period(profile=year.profile, start=date(2024, 1, 1), end=date(2024, 12, 31))
    assert [before, [asked(LIST), asked(page(year)), asked(TERMS)]] == [[11, 15, 10]] * 2
