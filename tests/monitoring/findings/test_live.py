"""The live check: the rules of a report over the records of today, for a municipality or an organization."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from apps.core.actor import acting, system
from apps.monitoring.models import Finding
from apps.monitoring.selectors.violations import Chosen, violations
from apps.monitoring.services.explanations import doubt_of, explain, withdraw
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast
from tests.monitoring.findings.doubts import DAY, JUNE, MAY, START
from tests.reports import compute, make_profile

BEFORE_CAREER = "Принят 01.09.2015 — раньше начала педагогической деятельности 01.09.2016"


@pytest.fixture
def spoilt(cast: Cast) -> Cast:
    """The teacher and the stranger began before their careers; the teacher has a route on a self-assessment."""
    with acting(system("test")):
        Person.objects.filter(pk__in=(cast.teacher.pk, cast.stranger.pk)).update(career_start=date(2016, 9, 1))
        session = make.make_session(cast.teacher, cast.cnppm, MAY, independent=False)
        make.make_route(cast.teacher, session, approved_on=JUNE, number="1")
        make_profile(cast.region, "qualified")
    return cast


def found(cast: Cast, role: str, place: str) -> dict[str, int]:
    """The rules that the role finds violated in a place."""
    with acting(cast.actor(role)):
        checked = violations(getattr(cast, place), START, DAY)
        assert checked.total() == len(checked.rows(limit=None)) == sum(one.count for one in checked.counts)
        return {one.code: one.count for one in checked.counts}


IN_SCHOOL = {"no_consent": 2, "employment_before_career": 1, "route_on_self_assessment": 1, "route_without_items": 1}


def test_municipality_is_told_of_its_own_people_only(spoilt: Cast) -> None:
    told = {**IN_SCHOOL, "no_consent": 3, "organization_no_managers": 1}
    assert found(spoilt, "methodist", "municipality_a") == told


def test_centre_is_told_of_one_school_or_of_the_region(spoilt: Cast) -> None:
    assert found(spoilt, "cnppm", "school_a") == IN_SCHOOL
    assert found(spoilt, "cnppm", "region")["employment_before_career"] == 2


def test_operator_is_not_told_of_diagnostics_and_routes(spoilt: Cast) -> None:
    assert found(spoilt, "operator", "school_a") == {"no_consent": 2, "employment_before_career": 1}


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("methodist", "municipality_b"),
        ("methodist", "region"),
        ("methodist", "school_b"),
        ("operator", "school_a2"),
        ("operator", "municipality_a"),
        ("cnppm", "foreign_school"),
        ("ministry", "region"),
        ("moo", "municipality_a"),
        ("teacher", "school_a"),
    ],
)
def test_foreign_place_and_foreign_role_are_refused(spoilt: Cast, role: str, place: str) -> None:
    with acting(spoilt.actor(role)), pytest.raises(PermissionDenied):
        violations(getattr(spoilt, place), START, DAY)


def test_violation_names_the_person_the_record_and_what_to_do(spoilt: Cast) -> None:
    with acting(spoilt.actor("operator")):
        (row,) = violations(spoilt.school_a, START, DAY).rows(Chosen(rule="employment_before_career"))
        job = spoilt.teacher.employments.get().pk
    assert (row.person, row.organization, row.sentence) == ("Своева Тест", "Школа А-1", BEFORE_CAREER)
    assert (row.record, row.record_ref) == ("employment", job)
    assert row.advice == "Проверьте дату приёма и начало педагогической деятельности."


def test_rows_come_by_pages_the_gravest_first(spoilt: Cast) -> None:
    with acting(spoilt.actor("cnppm")):
        checked = violations(spoilt.region, START, DAY)
        every = [row.mark for row in checked.rows(limit=None)]
        pages = [row.mark for offset in (0, 4, 8) for row in checked.rows(offset=offset, limit=4)]
        ranks = [row.severity for row in checked.rows(limit=None)]
    assert pages == every[:12]
    assert ranks == sorted(ranks, key=["error", "warning", "note"].index)


def test_live_check_says_what_the_report_says(spoilt: Cast) -> None:
    with acting(system("test")):
        profile = spoilt.region.profiles.get()
        report = compute(profile)
        stored = sorted(Finding.objects.filter(report=report).values_list("rule", "mark"))
        live = violations(spoilt.region, START, DAY).rows(limit=None)
    assert sorted((row.rule, row.mark) for row in live) == sorted((rule, str(mark)) for rule, mark in stored)


def test_explained_violation_is_counted_apart_until_it_is_withdrawn(spoilt: Cast) -> None:
    with acting(spoilt.actor("operator")):
        (row,) = violations(spoilt.school_a, START, DAY).rows(Chosen(rule="employment_before_career"))
        doubt = doubt_of(row)
        explain(doubt=doubt, reason="Работал в детском саду")
        checked = violations(spoilt.school_a, START, DAY)
        one = next(c for c in checked.counts if c.code == "employment_before_career")
        assert (one.count, one.open, checked.rows(Chosen(explained=True))[0].reason) == (1, 0, "Работал в детском саду")
        withdraw(doubt=doubt)
        assert violations(spoilt.school_a, START, DAY).rows(Chosen(explained=True)) == []


def test_query_count_does_not_depend_on_the_rows(spoilt: Cast, django_assert_num_queries: object) -> None:
    with acting(spoilt.actor("cnppm")), django_assert_num_queries(16):  # type: ignore[operator]
        violations(spoilt.municipality_a, START, DAY).rows()
    with acting(system("test")):
        for _ in range(3):
            make.make_person(spoilt.school_a, career_start=date(2020, 1, 1))
    with acting(spoilt.actor("cnppm")), django_assert_num_queries(16):  # type: ignore[operator]
        violations(spoilt.municipality_a, START, DAY).rows()
