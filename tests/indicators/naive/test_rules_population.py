"""Who is in a denominator: staff, teams, young specialists, open organizations, territories."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.indicators.naive.builders import (
    ACADEMY,
    ANNA,
    BORIS,
    DAY_AFTER_D,
    DAY_BEFORE_D,
    FAR_SCHOOL,
    IN_A,
    IN_B,
    IN_REGION,
    MIDDLE,
    SCHOOL_A,
    SCHOOL_B,
    SETTING,
    VERA,
    A,
    B,
    D,
    members,
    outcome,
    unit_of,
    works,
    world,
)
from tests.indicators.naive.world import (
    DEPUTY,
    EDUCATIONAL,
    HEAD,
    MUNICIPAL,
    OTHER_POSITION,
    SCHOOL,
    TEACHER,
    Organization,
    Person,
    Position,
)


@pytest.mark.parametrize(
    ("start", "end", "is_staff"),
    [
        (D, None, True),
        (DAY_AFTER_D, None, False),
        (MIDDLE, D, True),
        (MIDDLE, DAY_BEFORE_D, False),
        (MIDDLE, DAY_AFTER_D, True),
    ],
)
def test_staff_counts_the_first_and_the_last_day_of_work(start: date, end: date | None, is_staff: bool) -> None:
    facts = world(works(ANNA, start=start, end=end))
    assert members("diagnosed", facts) == (frozenset({ANNA}) if is_staff else frozenset())


@pytest.mark.parametrize(("position", "is_staff"), [(TEACHER, True), (HEAD, True), (OTHER_POSITION, False)])
def test_staff_is_pedagogues_and_managers_only(position: Position, is_staff: bool) -> None:
    facts = world(works(ANNA, position=position))
    assert members("diagnosed", facts) == (frozenset({ANNA}) if is_staff else frozenset())


def test_pedagogues_leave_the_managers_out() -> None:
    facts = world(works(ANNA), works(BORIS, position=HEAD))
    assert members("trained_fr", facts) == {ANNA}


def test_staff_leaves_out_who_has_no_main_employment() -> None:
    assert members("diagnosed", world(works(ANNA, is_main=False))) == frozenset()


def test_staff_counts_a_person_with_two_jobs_at_the_main_one() -> None:
    facts = world(works(ANNA, SCHOOL_A, is_main=False), works(ANNA, SCHOOL_B))
    sizes = [len(members("diagnosed", facts, unit=unit)) for unit in (IN_REGION, IN_A, IN_B)]
    assert sizes == [1, 0, 1]


def test_staff_leaves_out_a_teacher_whose_main_job_is_in_another_kind_of_organization() -> None:
    facts = world(works(ANNA, ACADEMY), works(ANNA, SCHOOL_A, is_main=False))
    assert members("diagnosed", facts) == frozenset()


@pytest.mark.parametrize("kind", sorted(EDUCATIONAL))
def test_staff_is_of_every_educational_kind(kind: str) -> None:
    facts = world(Organization("X", kind, A), works(ANNA, "X"))
    assert members("diagnosed", facts, unit=unit_of("X")) == {ANNA}


@pytest.mark.parametrize(("moved", "unit"), [(DAY_AFTER_D, IN_A), (D, IN_B), (DAY_BEFORE_D, IN_B)])
def test_staff_who_moved_is_in_the_unit_of_the_reporting_day(moved: date, unit: object) -> None:
    facts = world(
        works(ANNA, SCHOOL_A, end=moved.fromordinal(moved.toordinal() - 1)),
        works(ANNA, SCHOOL_B, start=moved),
    )
    found = outcome("diagnosed", facts).denominator
    assert [place for place in (IN_A, IN_B) if found[place]] == [unit]


def test_staff_of_a_closed_organization_still_counts() -> None:
    facts = world(Organization(SCHOOL_A, SCHOOL, A, closed=MIDDLE), works(ANNA))
    assert members("diagnosed", facts) == {ANNA}


def test_staff_of_another_region_is_not_this_regions() -> None:
    facts = world(works(ANNA, FAR_SCHOOL))
    assert (members("diagnosed", facts), unit_of(FAR_SCHOOL) in outcome("diagnosed", facts).denominator) == (
        frozenset(),
        False,
    )


def test_sums_over_organizations_are_the_municipalities_and_the_region() -> None:
    facts = world(works(ANNA, SCHOOL_A), works(BORIS, SCHOOL_A), works(VERA, SCHOOL_B))
    found = outcome("diagnosed", facts).denominator
    sizes = {unit: len(found[unit]) for unit in (IN_REGION, IN_A, IN_B, unit_of(SCHOOL_A), unit_of(SCHOOL_B))}
    assert sizes == {IN_REGION: 3, IN_A: 2, IN_B: 1, unit_of(SCHOOL_A): 2, unit_of(SCHOOL_B): 1}


def test_unit_with_nobody_is_present_with_nothing() -> None:
    assert outcome("diagnosed", world()).counts(unit_of(SCHOOL_A)) == (0, 0)


def test_municipal_profile_has_no_region_and_no_other_municipality() -> None:
    facts = world(works(ANNA, SCHOOL_A), works(BORIS, SCHOOL_B))
    found = outcome("diagnosed", facts, replace(SETTING, municipality=B)).denominator
    assert {unit for unit, ids in found.items() if ids} == {IN_B, unit_of(SCHOOL_B)}
    assert (IN_REGION in found, IN_A in found) == (False, False)


@pytest.mark.parametrize(("founder", "is_staff"), [(MUNICIPAL, True), (None, True), ("региональный", False)])
def test_founders_of_the_profile_bound_its_population(founder: str | None, is_staff: bool) -> None:
    facts = world(Organization(SCHOOL_A, SCHOOL, A, founder=founder), works(ANNA))
    setting = replace(SETTING, municipality=A, founders=frozenset({MUNICIPAL, None}))
    assert bool(members("qualified", facts, setting, unit=IN_A)) == is_staff


def test_teams_are_of_organizations_with_a_manager() -> None:
    facts = world(works(ANNA), works(BORIS, SCHOOL_B, HEAD), works(VERA, SCHOOL_B, DEPUTY))
    assert members("teams_trained", facts) == {SCHOOL_B}


def test_teams_are_dissolved_when_the_last_manager_left_the_day_before() -> None:
    facts = world(works(ANNA, position=HEAD, end=DAY_BEFORE_D))
    assert members("teams_trained", facts) == frozenset()


@pytest.mark.parametrize(
    ("birth", "career", "is_young"),
    [
        (date(1989, 12, 31), date(2023, 9, 1), False),
        (date(1990, 1, 1), date(2023, 9, 1), True),
        (date(1999, 1, 1), date(2021, 12, 31), False),
        (date(1999, 1, 1), date(2022, 1, 1), True),
        (None, date(2023, 9, 1), False),
        (date(1999, 1, 1), None, False),
    ],
)
def test_young_specialists_by_the_35th_birthday_and_the_third_anniversary(
    birth: date | None, career: date | None, is_young: bool
) -> None:
    facts = world(Person(ANNA, birth, career), works(ANNA))
    assert members("young_supported", facts) == (frozenset({ANNA}) if is_young else frozenset())


def test_young_specialists_are_pedagogues() -> None:
    facts = world(Person(ANNA, date(1999, 1, 1), date(2023, 9, 1)), works(ANNA, position=HEAD))
    assert members("young_supported", facts) == frozenset()


@pytest.mark.parametrize(
    ("opened", "closed", "is_open"),
    [
        (None, None, True),
        (D, None, True),
        (DAY_AFTER_D, None, False),
        (None, D, False),
        (None, DAY_AFTER_D, True),
        (None, DAY_BEFORE_D, False),
    ],
)
@pytest.mark.parametrize("code", ["contest_orgs", "experience_orgs"])
def test_open_organizations_on_the_day_of_opening_and_of_closing(
    code: str, opened: date | None, closed: date | None, is_open: bool
) -> None:
    facts = world(Organization(SCHOOL_A, SCHOOL, A, opened=opened, closed=closed))
    assert (SCHOOL_A in members(code, facts)) == is_open


def test_open_organizations_are_educational_ones_of_the_region() -> None:
    assert members("contest_orgs", world()) == {SCHOOL_A, SCHOOL_B}
