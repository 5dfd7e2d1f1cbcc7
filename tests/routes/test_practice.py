"""Observations in practice: who writes them, what the marks add up to, how repeated ones show dynamics."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.core import counters
from apps.core.actor import acting, system
from apps.routes.beside_selectors import dynamics_of
from apps.routes.models import IndividualRoute, PracticeRecord
from apps.routes.services import practice
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.routes.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DAY = date(2025, 3, 3)
FORM = {"kind": "lesson", "on_date": "03.03.2025", "conclusion": "Видно.", "mark_aim": "2", "mark_way": "1"}


@pytest.fixture
def route(cast: Cast) -> IndividualRoute:
    with acting(SYSTEM):
        session = make.make_session(cast.teacher, cast.cnppm, DAY, scores={"Т-01": 40})
        return make.make_route(cast.teacher, session, approved_on=DAY, number="2025-1")


def test_form_has_five_to_eight_criteria_with_marks_from_nought_to_two() -> None:
    assert (5 <= len(practice.criteria()) <= 8, list(practice.mark_words())) == (True, [0, 1, 2])


def test_methodist_records_a_lesson_of_a_route(browse: Browse, cast: Cast, route: IndividualRoute) -> None:
    form = {**FORM, "route": str(route.pk), "competence": str(make.make_competence("Т-01").pk)}
    done = browse("methodist").post("/routes/practice/create/", form)
    assert done.status_code == 302
    with acting(SYSTEM):
        made = PracticeRecord.objects.get()
    assert (made.person_id, made.route_id, made.marks) == (cast.teacher.pk, route.pk, {"aim": 2, "way": 1})
    assert (made.points, made.maximum, made.observer) == (3, 4, "Тест methodist (Муниципальный методист)")
    for role in ("methodist", "council", "tutor", "teacher", "cnppm"):
        assert "3 из 4" in text_of(browse(role).get(f"/routes/practice/{made.pk}/"))
    assert "03.03.2025" in text_of(browse("teacher").get(f"/routes/{route.pk}/?tab=practice"))


def test_observation_without_marks_or_person_is_refused(browse: Browse, cast: Cast) -> None:
    form = {"kind": "lesson", "on_date": "03.03.2025", "conclusion": "Видно."}
    form["competence"] = str(make.make_competence("Т-01").pk)
    refused = browse("methodist").post("/routes/practice/create/", form)
    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"__all__", "person"})


def test_competence_of_an_observation_is_one_the_route_is_about(cast: Cast, route: IndividualRoute) -> None:
    values: dict[str, Any] = {"person": cast.teacher, "route": route, "on_date": DAY, "marks": {"aim": 1}}
    more: dict[str, Any] = {"kind": "lesson", "conclusion": "Видно."}
    with acting(SYSTEM), pytest.raises(ValidationError) as refused:
        practice.record_practice(**values, competence=make.make_competence("Т-09"), **more)
    assert list(refused.value.message_dict) == ["competence"]
    with acting(SYSTEM), pytest.raises(ValidationError) as other:
        practice.record_practice(**{**values, "person": cast.colleague}, competence=make.make_competence(), **more)
    assert list(other.value.message_dict) == ["route"]


@pytest.mark.parametrize("marks", [{}, {"aim": 3}, {"nothing": 1}])
def test_marks_are_of_the_form(cast: Cast, marks: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        practice.totals(marks)


def test_day_to_come_is_refused(cast: Cast) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with acting(SYSTEM), pytest.raises(ValidationError) as refused:
        practice.record_practice(
            person=cast.teacher, competence=make.make_competence(), on_date=tomorrow, marks={"aim": 1}, kind="lesson"
        )
    assert list(refused.value.message_dict) == ["on_date"]


def test_teacher_writes_no_observations(browse: Browse, cast: Cast) -> None:
    assert browse("teacher").get("/routes/practice/create/").status_code == 403
    with acting(cast.actor("council")), pytest.raises(PermissionDenied):
        practice.require_observer()


def test_council_sees_no_observations_of_managers(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        make.make_practice(cast.head)
        ours = make.make_practice(cast.teacher)
    rows = browse("council").get("/routes/practice/").context["listing"].table.page.rows
    assert [row[0] for row in rows] == [ours.pk]


def test_repeated_visits_show_dynamics(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        make.make_practice(cast.teacher, on_date=DAY, marks={"aim": 0, "way": 1})
        make.make_practice(cast.teacher, on_date=date(2025, 5, 5), marks={"aim": 2, "way": 1, "result": 2})
        make.make_practice(cast.teacher, "Т-02", on_date=DAY)
        found = dynamics_of(cast.teacher.pk, cast.actor("cnppm"))
    first, second = found
    assert (first.change, first.totals, second.change) == ("стало лучше", ["1 из\u00a04", "5 из\u00a06"], "")
    assert [marks for _, marks in first.lines][:2] == [["0", "2"], ["1", "1"]]
    page = text_of(browse("teacher").get(f"/teachers/{cast.teacher.pk}/?tab=practice"))
    assert ("стало лучше" in page, "Записать наблюдение" in page) == (True, False)


def test_observation_is_corrected_and_removed(browse: Browse, cast: Cast, route: IndividualRoute) -> None:
    with acting(SYSTEM):
        made = make.make_practice(cast.teacher, route=route)
    page = text_of(browse("cnppm").get(f"/routes/practice/{made.pk}/edit/"))
    assert "ИОМ № 2025-1" in page
    form = {**FORM, "route": str(route.pk), "competence": str(made.competence_id), "observer": "Иной методист"}
    browse("cnppm").post(f"/routes/practice/{made.pk}/edit/", form)
    with acting(SYSTEM):
        made.refresh_from_db()
    assert (made.points, made.maximum, made.observer) == (3, 4, "Иной методист")
    browse("cnppm").post(f"/routes/practice/{made.pk}/do/remove/", {"confirmed": "1"})
    with acting(SYSTEM):
        assert PracticeRecord.objects.count() == 0


def test_file_is_given_to_who_sees_the_observation_even_after_a_move(
    browse: Browse, cast: Cast, settings: Any, tmp_path: Path
) -> None:
    settings.FILES_DIR = tmp_path
    form = {**FORM, "person": str(cast.teacher.pk), "competence": str(make.make_competence("Т-01").pk)}
    bad = browse("cnppm").post("/routes/practice/create/", {**form, "file": SimpleUploadedFile("a.exe", b"x")})
    assert list(bad.context["form"].errors) == ["file"]
    browse("cnppm").post("/routes/practice/create/", {**form, "file": SimpleUploadedFile("лист.pdf", b"%PDF")})
    with acting(SYSTEM):
        made = PracticeRecord.objects.get()
        job = cast.teacher.employments.get(is_main=True)
        job.end = date(2025, 1, 1)
        job.save()
        make.make_employment(cast.teacher, cast.school_a2, start=date(2025, 2, 1))
    url = f"/routes/practice/{made.pk}/file/"
    given: Any = browse("methodist").get(url)
    assert b"".join(given.streaming_content) == b"%PDF"
    assert (browse("council").get(url).status_code, browse("ministry").get(url).status_code) == (404, 403)


def test_counters_count_by_kind_and_by_people(cast: Cast) -> None:
    with acting(SYSTEM):
        make.make_practice(cast.teacher, on_date=DAY)
        make.make_practice(cast.teacher, on_date=date(2025, 5, 5), kind="internship")
    place, term = counters.Place(municipality=cast.municipality_a.pk), (date(2025, 1, 1), date(2025, 12, 31))
    codes = ("practice", "lessons_visited", "internships_seen", "master_classes_seen", "observed")
    assert [counters.get(code).count(place, *term) for code in codes] == [2, 1, 1, 0, 1]


def test_pages_ask_the_same_number_of_questions(browse: Browse, cast: Cast) -> None:
    def make_row() -> None:
        make.make_practice(cast.teacher, on_date=DAY)

    for url, queries in {"/routes/practice/": 9, f"/teachers/{cast.teacher.pk}/?tab=practice": 18}.items():
        with acting(SYSTEM):
            PracticeRecord.objects.all().delete()
        assert_constant_queries(browse("cnppm"), url, make_row, queries=queries)
