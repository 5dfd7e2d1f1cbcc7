"""The pages of people: who sees what, what is masked, what is logged, how forms refuse."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from apps.core.actor import acting, system
from apps.core.models import AccessLogEntry
from apps.teachers.models import Appointment, AttestationCategory, Consent, Employment, Leave, Person
from apps.teachers.services import people
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.teachers.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DAY = date(2024, 2, 1)
NEW = {
    "snils": make.make_snils(710_001),
    "last_name": "Новикова",
    "first_name": "Ольга",
    "start": "01.09.2024",
    "is_main": "on",
}


def job_of(person: Person) -> Employment:
    with acting(SYSTEM):
        return Employment.objects.get(person=person, is_main=True)


def names(response: Any) -> list[str]:
    assert response.status_code == 200
    return [row[2] for row in response.context["listing"].table.page.rows]


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("cnppm", ["Директорова Тест", "Коллегина Тест", "Посторонняя Тест", "Своева Тест"]),
        ("methodist", ["Директорова Тест", "Коллегина Тест", "Своева Тест"]),
        ("operator", ["Директорова Тест", "Своева Тест"]),
        ("teacher", ["Своева Тест"]),
        ("tutor", ["Своева Тест"]),
    ],
)
def test_list_shows_the_people_of_the_scope(browse: Browse, role: str, seen: list[str]) -> None:
    assert names(browse(role).get("/teachers/")) == seen


@pytest.mark.parametrize("role", ["ministry", "moo", "umo", "federal", "administrator"])
def test_list_is_closed_to_roles_that_see_no_person(browse: Browse, role: str) -> None:
    assert browse(role).get("/teachers/").status_code == 403


def test_search_finds_by_the_beginning_of_the_surname(browse: Browse) -> None:
    assert names(browse("cnppm").get("/teachers/?q=СВО")) == ["Своева Тест"]
    assert names(browse("cnppm").get("/teachers/?q=воева")) == []


def test_person_out_of_scope_is_not_there(browse: Browse, cast: Cast) -> None:
    for page in ("", "edit/", "do/dismiss/"):
        assert browse("methodist").get(f"/teachers/{cast.stranger.pk}/{page}").status_code == 404
    assert browse("methodist").get(f"/teachers/employments/{job_of(cast.stranger).pk}/").status_code == 404


def test_role_that_only_reads_people_may_not_edit(browse: Browse, cast: Cast) -> None:
    assert browse("iro").get(f"/teachers/{cast.teacher.pk}/").status_code == 200
    assert browse("iro").get(f"/teachers/{cast.teacher.pk}/edit/").status_code == 403
    assert browse("iro").get("/teachers/create/").status_code == 403
    assert browse("teacher").get(f"/teachers/{cast.teacher.pk}/edit/").status_code == 403


@pytest.mark.parametrize("role", ["cnppm", "methodist", "operator", "iro", "teacher"])
def test_card_and_list_never_show_the_whole_snils(browse: Browse, cast: Cast, role: str) -> None:
    digits = cast.teacher.snils
    whole = f"{digits[:3]}-{digits[3:6]}-{digits[6:9]} {digits[9:]}"
    columns = "name,organization,birth_date,education,email,phone"
    for url in (f"/teachers/{cast.teacher.pk}/", f"/teachers/?columns={columns}"):
        body = text_of(browse(role).get(url))
        assert (digits in body, whole in body) == (False, False)
    assert f"***-***-{digits[6:9]} {digits[9:]}" in text_of(browse(role).get(f"/teachers/{cast.teacher.pk}/"))


def test_form_of_editing_shows_the_snils_to_those_who_edit_it(browse: Browse, cast: Cast) -> None:
    digits = cast.teacher.snils
    body = text_of(browse("operator").get(f"/teachers/{cast.teacher.pk}/edit/"))
    assert f"{digits[:3]}-{digits[3:6]}-{digits[6:9]} {digits[9:]}" in body


def test_history_tab_masks_the_snils(browse: Browse, cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        people.update_person(Person.objects.get(pk=cast.teacher.pk), snils=make.make_snils(710_009))
    body = text_of(browse("cnppm").get(f"/teachers/{cast.teacher.pk}/?tab=history"))
    assert "личные данные изменены" in body
    assert make.make_snils(710_009) not in body
    assert cast.teacher.snils not in body


def test_looking_at_a_card_is_logged_and_at_ones_own_is_not(browse: Browse, cast: Cast) -> None:
    browse("teacher").get(f"/teachers/{cast.teacher.pk}/")
    browse("operator").get(f"/teachers/{cast.teacher.pk}/")
    with acting(SYSTEM):
        entries = AccessLogEntry.objects.all()
        assert [(e.action, e.person_ref, e.user_id) for e in entries] == [
            ("view", cast.teacher.pk, cast.grants["operator"].user_id)
        ]


def test_export_holds_the_scope_and_is_logged(browse: Browse, cast: Cast) -> None:
    response = browse("operator").post("/teachers/export/")
    assert len(b"".join(response.streaming_content)) > 0  # type: ignore[attr-defined]
    with acting(SYSTEM):
        assert [(e.action, e.rows) for e in AccessLogEntry.objects.all()] == [("export", 2)]


def test_new_person_is_entered_by_the_form(browse: Browse, cast: Cast) -> None:
    form = {**NEW, "organization": str(cast.school_a.pk), "position": str(make.make_position().pk)}
    response = browse("operator").post("/teachers/create/", form)
    with acting(SYSTEM):
        person = Person.objects.get(snils=NEW["snils"])
    assert (response.status_code, response.headers["Location"]) == (302, f"/teachers/{person.pk}/")


def test_known_snils_leads_to_the_offer_of_an_employment(browse: Browse, cast: Cast) -> None:
    form = {
        **NEW,
        "snils": cast.stranger.snils,
        "last_name": "Посторонняя",
        "is_main": "",
        "organization": str(cast.school_a.pk),
        "position": str(make.make_position().pk),
    }
    refused = browse("operator").post("/teachers/create/", form)
    body = text_of(refused)
    assert refused.status_code == 422
    assert people.KNOWN in body
    assert 'name="existing"' in body
    assert "Школа Б-1" not in body
    done = browse("operator").post("/teachers/create/", {**form, "existing": "on"})
    assert (done.status_code, done.headers["Location"]) == (302, "/teachers/")
    assert "Посторонняя Тест" in text_of(browse("operator").get("/teachers/employments/"))


def test_offer_is_not_shown_before_it_is_needed(browse: Browse) -> None:
    assert 'name="existing"' not in text_of(browse("operator").get("/teachers/create/"))


def test_form_refuses_wrong_snils_and_keeps_what_was_typed(browse: Browse, cast: Cast) -> None:
    response = browse("operator").post("/teachers/create/", {**NEW, "snils": "123-456-789 00"})
    body = text_of(response)
    assert response.status_code == 422
    assert "Проверьте СНИЛС: не сходятся контрольные цифры." in body
    assert 'value="Новикова"' in body


def test_second_main_job_is_refused_at_its_field(browse: Browse, cast: Cast) -> None:
    form = {
        "person": str(cast.teacher.pk),
        "organization": str(cast.school_a.pk),
        "position": str(make.make_position("Методист").pk),
        "start": "01.09.2024",
        "is_main": "on",
    }
    response = browse("operator").post("/teachers/employments/create/", form)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["is_main"]


def test_end_before_start_is_refused_in_words(browse: Browse, cast: Cast) -> None:
    job = job_of(cast.teacher)
    form = {"position": str(job.position_id), "start": "01.09.2020", "end": "01.09.2019", "is_main": "on"}
    response = browse("operator").post(f"/teachers/employments/{job.pk}/edit/", form)
    assert dict(response.context["form"].errors) == {"end": ["Раньше, чем «Дата приёма»: проверьте обе даты."]}


def test_dismissal_names_the_consequence_and_is_undone(browse: Browse, cast: Cast) -> None:
    browser, job = browse("operator"), job_of(cast.teacher)
    page = text_of(browser.get(f"/teachers/{cast.teacher.pk}/do/dismiss/"))
    assert "перестанет быть видно вашей организации" in page
    browser.post(f"/teachers/{cast.teacher.pk}/do/dismiss/", {"end": "31.08.2024"})
    assert job_of(cast.teacher).end == date(2024, 8, 31)
    browser.post(f"/teachers/employments/{job.pk}/do/reopen/")
    assert job_of(cast.teacher).end is None


def test_consent_is_withdrawn_on_its_page(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        consent = Consent.objects.create(person=cast.teacher, given_on=DAY)
    browse("operator").post(f"/teachers/consents/{consent.pk}/do/withdraw/", {"withdrawn_on": "01.03.2024"})
    with acting(SYSTEM):
        consent.refresh_from_db()
    assert consent.withdrawn_on == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=manager", ["Директорова"]),
        ("kind=pedagogue", ["Коллегина", "Посторонняя", "Своева"]),
        ("staff=gone", ["Коллегина"]),
        ("category=first", ["Своева"]),
        ("young=yes", ["Посторонняя"]),
        ("age_to=30", ["Посторонняя"]),
        ("age_from=31&age_to=150", ["Директорова", "Коллегина", "Своева"]),
    ],
)
def test_filters_narrow_the_list(browse: Browse, cast: Cast, query: str, found: list[str]) -> None:
    with acting(SYSTEM):
        Employment.objects.filter(person=cast.colleague).update(end=date(2020, 1, 1))
        AttestationCategory.objects.create(person=cast.teacher, category="highest", assigned_on=date(2019, 1, 1))
        AttestationCategory.objects.create(person=cast.teacher, category="first", assigned_on=DAY)
        today = date.today()
        fresh = {"birth_date": date(today.year - 25, 1, 1), "career_start": today}
        Person.objects.filter(pk=cast.stranger.pk).update(**fresh)
    listed = names(browse("cnppm").get(f"/teachers/?{query}"))
    if query == "kind=pedagogue":
        found = [name for name in found if name != "Коллегина"]
    assert [name.split()[0] for name in listed] == found


def person_row(cast: Cast) -> Callable[[], Any]:
    return lambda: make.make_person(cast.school_a)


def card_row(cast: Cast, model: type[Any], **fields: Any) -> Callable[[], Any]:
    return lambda: model.objects.create(person=make.make_person(cast.school_a), **fields)


def test_lists_ask_the_same_number_of_questions_for_one_row_and_three(browse: Browse, cast: Cast) -> None:
    rows = {
        "/teachers/": (person_row(cast), 10),
        "/teachers/employments/": (person_row(cast), 9),
        "/teachers/categories/": (card_row(cast, AttestationCategory, category="first", assigned_on=DAY), 8),
        "/teachers/leaves/": (card_row(cast, Leave, kind="long", start=DAY), 8),
        "/teachers/consents/": (card_row(cast, Consent, given_on=DAY), 8),
        "/teachers/appointments/": (
            card_row(cast, Appointment, at_organization=cast.mms_a, kind="expert", start=DAY),
            8,
        ),
    }
    for url, (make_row, queries) in rows.items():
        assert_constant_queries(browse("methodist"), url, make_row, queries=queries)
