"""The pages of the registers: who opens what, what a row shows, what is missing."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from apps.core.actor import acting, system
from apps.registers.models import Decision, Letter, Meeting, Practice, Union, Vacancy
from apps.registers.services import registers
from apps.teachers.models import Appointment, AttestationCategory, Person, Subject
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.permissions.rows import place_columns
from tests.registers.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DAY = date(2025, 3, 1)


def listed(response: Any) -> list[str]:
    assert response.status_code == 200
    return [row[2] for row in response.context["listing"].table.page.rows]


def make_practice(cast: Cast, **values: Any) -> Practice:
    fields = {"title": "Урок-квест", "sort_key": "урок-квест", "annotation": "Как", "authors": "Коллектив"}
    return Practice.objects.create(**place_columns(cast.school_a), **{**fields, "submitted_on": DAY, **values})


def test_everybody_reads_the_bank_and_only_the_published(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        make_practice(cast)
        make_practice(cast, title="Открытая", sort_key="открытая", published=True, published_on=DAY)
    assert listed(browse("teacher").get("/registers/practices/")) == ["Открытая"]
    assert listed(browse("operator").get("/registers/practices/")) == ["Открытая", "Урок-квест"]
    assert listed(browse("cnppm").get("/registers/practices/?state=judged")) == ["Урок-квест"]


def test_a_practice_goes_its_way_through_the_pages(browse: Browse, cast: Cast) -> None:
    form = {"title": "Лаборатория", "authors": "Учителя", "annotation": "Опыт", "submitted_on": "01.03.2025"}
    sent = browse("operator").post("/registers/practices/create/", {**form, "organization": str(cast.school_a.pk)})
    address = sent.headers["Location"]
    with acting(SYSTEM):
        practice = Practice.objects.get(title="Лаборатория")
    assert browse("operator").post(f"{address}do/publish/", {"published_on": "02.03.2025"}).status_code == 403
    expert = {"practice": str(practice.pk), "expert": "Экспертова", "judged_on": "02.03.2025", "relevance": "5",
              "novelty": "5", "result": "4", "transfer": "4", "conclusion": "Рекомендовать"}  # fmt: skip
    assert browse("cnppm").post("/registers/judgements/create/", expert).status_code == 302
    done = browse("cnppm").post(f"{address}do/publish/", {"published_on": "02.03.2025"})
    assert done.status_code == 302
    assert "Лаборатория" in text_of(browse("teacher").get(address))


def test_the_bank_says_whose_a_practice_is_and_how_it_was_judged_to_everybody(browse: Browse, cast: Cast) -> None:
    points: dict[str, Any] = {
        "relevance": 5,
        "novelty": 5,
        "result": 4,
        "transfer": 4,
        "conclusion": "Да",
        "judged_on": DAY,
    }
    with acting(cast.actor("cnppm")):
        practice = registers.practices.add(
            organization=cast.school_b, title="Лаборатория", authors="Учителя", annotation="Опыт", submitted_on=DAY
        )
        registers.judge(practice=practice, expert="Первый", **points)
        registers.judge(practice=practice, expert="Второй", **{**points, "novelty": 4})
        registers.publish_practice(practice, published_on=DAY)
    school = reverse("organizations:organization_detail", args=(cast.school_b.pk,))
    for role, linked in (("teacher", False), ("cnppm", True)):
        page = text_of(browse(role).get(f"/registers/practices/{practice.pk}/"))
        assert (cast.school_b.short_name in page, "17,5" in page, school in page) == (True, True, linked)
        assert cast.school_b.short_name in text_of(browse(role).get("/registers/practices/"))


def test_a_school_keeps_its_own_meetings_only(browse: Browse, cast: Cast) -> None:
    form = {"body": "school_council", "number": "1", "held_on": "01.03.2025"}
    refused = browse("operator").post("/registers/meetings/create/", {**form, "organization": str(cast.school_b.pk)})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["organization"])
    done = browse("operator").post("/registers/meetings/create/", {**form, "organization": str(cast.school_a.pk)})
    assert done.status_code == 302
    assert browse("teacher").get("/registers/meetings/").status_code == 403


def test_late_decisions_are_found_by_the_filter(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        place = place_columns(cast.mms_a)
        meeting = Meeting.objects.create(**place, body="umo", number="1", held_on=DAY)
        Decision.objects.create(**place, meeting=meeting, number=1, text="Опоздало", due=DAY)
        Decision.objects.create(**place, meeting=meeting, number=2, text="Сделано", due=DAY, done_on=DAY)
    body = text_of(browse("methodist").get("/registers/decisions/?state=late"))
    assert ("Опоздало" in body, "Сделано" in body, "просрочено" in body) == (True, False, True)


@pytest.mark.parametrize(("role", "status"), [("methodist", 200), ("operator", 404), ("moo", 200), ("teacher", 403)])
def test_a_document_is_given_to_those_who_see_the_row(browse: Browse, cast: Cast, role: str, status: int) -> None:
    with acting(SYSTEM):
        row = registers.letters.add(
            organization=cast.mms_a, kind="letter", number="1", sent_on=DAY, subject="О",
            file=SimpleUploadedFile("Письмо.pdf", b"%PDF-1"),
        )  # fmt: skip
    got: Any = browse(role).get(f"/registers/files/letter/{row.pk}/")
    assert got.status_code == (404 if status == 403 else status)
    if got.status_code == 200:
        assert b"".join(got.streaming_content) == b"%PDF-1"


def test_only_papers_have_documents(browse: Browse, cast: Cast) -> None:
    assert browse("cnppm").get("/registers/files/vacancy/1/").status_code == 404


def test_organizations_without_responsible_persons_are_found(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        registers.responsible.add(
            person=cast.teacher, at_organization=cast.school_a, area="support", act="Приказ № 1", start=DAY
        )
    names = listed(browse("methodist").get("/organizations/?responsible=no&kind=school"))
    assert (cast.school_a.short_name in names, cast.school_a2.short_name in names) == (False, True)
    assert cast.school_a.short_name in listed(browse("methodist").get("/organizations/?responsible=yes"))


def test_conditions_of_the_regional_active_are_shown_as_met_or_not(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        for person in (cast.teacher, cast.colleague):
            Appointment.objects.create(person=person, at_organization=cast.mms_a, kind="regional_methodist", start=DAY)
        make.make_session(cast.teacher, cast.cnppm, DAY)
        program = make.make_program(cast.iro, theme="методическое сопровождение")
        make.make_enrollment(cast.teacher, program, DAY, DAY)
    met = text_of(browse("cnppm").get("/teachers/active/?conditions=выполнены"))
    assert (cast.teacher.last_name in met, cast.colleague.last_name in met) == (True, False)
    not_met = text_of(browse("cnppm").get("/teachers/active/?conditions=не выполнены"))
    assert (cast.teacher.last_name in not_met, cast.colleague.last_name in not_met) == (False, True)


@pytest.mark.parametrize(
    ("education", "career", "category", "met"),
    [
        ("высшее педагогическое", date(2015, 9, 1), "highest", True),
        ("высшее педагогическое", date(2015, 9, 1), "first", False),
        ("среднее педагогическое", date(2015, 9, 1), "highest", False),
        ("высшее педагогическое", timezone.localdate() - timedelta(days=365), "highest", False),
    ],
)
def test_the_municipal_core_is_a_teacher_of_the_highest_category_with_five_years(
    browse: Browse, cast: Cast, education: str, career: date, category: str, met: bool
) -> None:
    with acting(SYSTEM):
        Person.objects.filter(pk=cast.teacher.pk).update(education=education, career_start=career)
        AttestationCategory.objects.create(person=cast.teacher, category=category, assigned_on=DAY)
        Appointment.objects.create(
            person=cast.teacher, at_organization=cast.mms_a, kind="municipal_methodist", start=DAY
        )
    body = text_of(browse("methodist").get("/teachers/active/?conditions=выполнены"))
    assert (cast.teacher.last_name in body) == met


def test_workers_of_the_service_without_training_are_found(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        for person in (cast.teacher, cast.colleague):
            Appointment.objects.create(person=person, at_organization=cast.mms_a, kind="mms_worker", start=DAY)
        program = make.make_program(cast.iro, title="Тьюторское сопровождение педагогов")
        make.make_enrollment(cast.teacher, program, DAY, DAY)
    body = text_of(browse("methodist").get("/teachers/service/?prepared=no"))
    assert (cast.teacher.last_name in body, cast.colleague.last_name in body) == (False, True)


def test_what_winners_did_afterwards_is_counted(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        contest = make.make_event(cast.cnppm, DAY, kind="skill_contest", title="Учитель года")
        make.make_participation(contest, cast.teacher, role="winner")
        make.make_participation(contest, cast.colleague, role="prize")
        make.make_participation(make.make_event(cast.cnppm, DAY - timedelta(days=9)), cast.colleague, role="expert")
        make.make_participation(make.make_event(cast.cnppm, DAY + timedelta(days=9)), cast.teacher, role="expert")
    assert cast.teacher.last_name in text_of(browse("cnppm").get("/events/winners/?followed=yes"))
    idle = text_of(browse("cnppm").get("/events/winners/?followed=no"))
    assert (cast.teacher.last_name in idle, cast.colleague.last_name in idle) == (False, True)


def forecast_rows(response: Any) -> dict[str, tuple[int, int, int, int, int]]:
    assert response.status_code == 200
    return {r.subject: (r.staff, r.older, r.soon, r.vacancies, r.lacking) for r in response.context["rows"]}


def test_the_forecast_counts_ages_and_vacancies_by_subject(browse: Browse, cast: Cast) -> None:
    today = timezone.localdate()
    with acting(SYSTEM):
        physics = Subject.objects.get(name="Физика")
        for years in (61, 58, 40):
            person = make.make_person(cast.school_a, birth_date=today.replace(year=today.year - years))
            person.employments.get(is_main=True).subjects.add(physics)
        Vacancy.objects.create(
            **place_columns(cast.school_a), position=make.make_position(), subject=physics, rate=Decimal(1),
            opened_on=DAY,
        )  # fmt: skip
    page = browse("methodist").get("/registers/forecast/")
    assert forecast_rows(page)["Физика"] == (3, 1, 1, 1, 3)
    # On a phone a row is a card: it says of which subject it speaks.
    assert '<th scope="row" class="card-field" data-label="Предмет">Физика</th>' in text_of(page)
    other = cast.school_b.municipality_id
    assert "Физика" not in forecast_rows(browse("cnppm").get(f"/registers/forecast/?municipality={other}"))
    assert browse("ministry").get("/registers/forecast/").status_code == 403
    book = browse("methodist").get("/registers/forecast/?export=1")
    sheet = load_workbook(BytesIO(b"".join(book.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    found = {row[0]: row[1:] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert found["Физика"] == (3, 3, 1, 1, 1, 1, 3)


def test_a_union_with_members_out_of_hand_is_not_deleted(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        place = place_columns(cast.school_a)
        union = Union.objects.create(**place, title="Клуб", sort_key="клуб", kind="club", level="municipal")
        registers.members.add(person=cast.teacher, union=union, start=DAY)
    refused = browse("operator").post(f"/registers/unions/{union.pk}/do/remove/")
    assert (refused.status_code, "Клуб" in text_of(refused)) == (422, True)
    with acting(SYSTEM):
        assert union.members.count() == 1


@pytest.mark.parametrize(
    ("url", "queries"),
    [("/registers/letters/", 8), ("/registers/meetings/", 8)],
)
def test_lists_ask_the_same_of_one_row_and_of_three(browse: Browse, cast: Cast, url: str, queries: int) -> None:
    numbers = iter(range(9))

    def make_row() -> None:
        place, number = place_columns(cast.mms_a), str(next(numbers))
        Letter.objects.create(**place, kind="letter", number=number, sent_on=DAY, subject="О", due=DAY)
        Meeting.objects.create(**place, body="umo", number=number, held_on=DAY)

    assert_constant_queries(browse("methodist"), url, make_row, queries=queries)
