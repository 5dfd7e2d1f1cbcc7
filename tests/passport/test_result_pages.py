"""The pages of students' results."""

from decimal import Decimal

import pytest

from apps.core.actor import acting
from apps.organizations.models import Organization
from apps.passport.models import StudentResult
from apps.passport.services.results import record_result
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.passport.conftest import Browse
from tests.support_imports import SYSTEM

pytestmark = pytest.mark.django_db


def result(school: Organization, subject: str = "Физика", average: str = "50") -> StudentResult:
    """A result of the school at the ЕГЭ of 2025."""
    with acting(SYSTEM):
        return record_result(
            organization=school, year=2025, exam="ege", subject=subject, average=Decimal(average), participants=5
        )


def test_methodist_enters_a_result_and_corrects_it(browse: Browse, cast: Cast) -> None:
    form = {"organization": str(cast.school_a.pk), "year": "2025", "exam": "oge", "subject": "химия"}
    browser = browse("methodist")
    made = browser.post("/passport/results/create/", {**form, "average": "55.25", "participants": "7"})
    with acting(SYSTEM):
        stored = StudentResult.objects.get()
    assert made.headers["Location"] == f"/passport/results/{stored.pk}/"
    assert (stored.subject, stored.average) == ("Химия", Decimal("55.25"))
    browser.post(f"/passport/results/{stored.pk}/edit/", {"average": "56", "participants": "7"})
    with acting(SYSTEM):
        assert StudentResult.objects.get().average == 56


def test_same_result_twice_is_refused_at_its_field(browse: Browse, cast: Cast) -> None:
    result(cast.school_a, "Химия")
    form = {"organization": str(cast.school_a.pk), "year": "2025", "exam": "ege", "subject": "химия"}
    answer = browse("cnppm").post("/passport/results/create/", {**form, "average": "5", "participants": "7"})
    assert dict(answer.context["form"].errors) == {"subject": ["Такой результат уже внесён: измените ту запись."]}


def test_each_role_sees_the_schools_of_its_scope(browse: Browse, cast: Cast) -> None:
    for school in (cast.school_a, cast.school_a2, cast.school_b):
        result(school)
    seen = {}
    for role in ("cnppm", "ministry", "moo", "operator"):
        text = text_of(browse(role).get("/passport/results/"))
        seen[role] = [name for name in ("Школа А-1", "Школа А-2", "Школа Б-1") if name in text]
    everything = ["Школа А-1", "Школа А-2", "Школа Б-1"]
    assert seen == {
        "cnppm": everything,
        "ministry": everything,
        "moo": everything[:2],
        "operator": everything[:1],
    }
    assert browse("teacher").get("/passport/results/").status_code == 403


def test_filters_narrow_by_exam_and_subject(browse: Browse, cast: Cast) -> None:
    result(cast.school_a, "Физика")
    result(cast.school_b, "Химия")
    text = text_of(browse("cnppm").get("/passport/results/?exam=ege&subject=Химия&year=2025"))
    assert ("Школа Б-1" in text, "Школа А-1" in text) == (True, False)


def test_list_asks_the_same_number_of_questions_for_one_row_and_three(browse: Browse, cast: Cast) -> None:
    def make_row() -> None:
        result(make.make_organization(cast.municipality_a))

    assert_constant_queries(browse("cnppm"), "/passport/results/", make_row, queries=10)
