"""«Ещё N не в штате»: who met the condition and is in no denominator on D."""

from __future__ import annotations

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
    LONG_AGO,
    MIDDLE,
    PROGRAM,
    SCHOOL_A,
    SCHOOL_B,
    D,
    assessed,
    contest,
    outcome,
    works,
    world,
)
from tests.indicators.naive.dates import ONE_DAY
from tests.indicators.naive.world import (
    HEAD,
    OTHER_POSITION,
    Employment,
    Enrollment,
    Program,
    World,
)


def extras(facts: World, code: str = "diagnosed") -> list[int]:
    """How many stand beside the figures of the region and the two municipalities."""
    extra = outcome(code, facts).extra
    return [len(extra[unit]) for unit in (IN_REGION, IN_A, IN_B)]


@pytest.mark.parametrize(
    ("end", "expected"), [(None, [0, 0, 0]), (D, [0, 0, 0]), (DAY_BEFORE_D, [1, 1, 0]), (MIDDLE, [1, 1, 0])]
)
def test_extra_counts_who_left_by_the_reporting_day(end: date | None, expected: list[int]) -> None:
    assert extras(world(works(ANNA, end=end), assessed(ANNA))) == expected


@pytest.mark.parametrize(
    ("jobs", "expected"),
    [
        ([works(ANNA, SCHOOL_B, is_main=False)], [1, 0, 1]),
        ([works(ANNA, ACADEMY), works(ANNA, SCHOOL_A, is_main=False)], [1, 0, 1]),
        ([works(ANNA, SCHOOL_A, end=MIDDLE), works(ANNA, SCHOOL_B, is_main=False)], [1, 1, 0]),
        ([works(ANNA, SCHOOL_A, position=OTHER_POSITION)], [1, 1, 0]),
        ([works(ANNA, SCHOOL_A, end=MIDDLE), works(ANNA, SCHOOL_B, start=DAY_AFTER_D)], [1, 1, 0]),
        ([works(ANNA, SCHOOL_A, end=MIDDLE), works(ANNA, FAR_SCHOOL, start=MIDDLE + ONE_DAY)], [0, 0, 0]),
        ([works(ANNA, SCHOOL_A, end=MIDDLE), works(ANNA, SCHOOL_B, start=MIDDLE + ONE_DAY)], [0, 0, 0]),
        ([works(ANNA, SCHOOL_B, start=DAY_AFTER_D)], [0, 0, 0]),
        ([], [0, 0, 0]),
    ],
    ids=[
        "not main",
        "main in an academy of Б",
        "the main job that ended comes before one that is not main",
        "not a position of the staff",
        "the next job begins after D",
        "moved to another region",
        "moved within the region: in the staff of Б",
        "first employed after D",
        "never employed",
    ],
)
def test_extra_stands_at_the_latest_main_employer(jobs: list[Employment], expected: list[int]) -> None:
    assert extras(world(*jobs, assessed(ANNA))) == expected


def test_extra_wants_the_condition_met() -> None:
    late = assessed(ANNA, DAY_AFTER_D)
    assert extras(world(works(ANNA, end=MIDDLE), late)) == [0, 0, 0]


def test_extra_of_pedagogues_counts_a_manager_who_met_the_condition() -> None:
    facts = world(works(ANNA, position=HEAD), contest(person=ANNA, is_support=True))
    assert extras(facts, "young_supported") == [1, 1, 0]


def test_extra_names_the_people_and_never_those_in_the_numerator() -> None:
    facts = world(works(ANNA), works(BORIS, end=MIDDLE), assessed(ANNA), assessed(BORIS))
    found = outcome("diagnosed", facts)
    assert [sorted(ids) for ids in (found.numerator[IN_A], found.extra[IN_A])] == [[ANNA], [BORIS]]


def test_extra_has_no_organizations() -> None:
    facts = world(works(ANNA, end=MIDDLE), assessed(ANNA))
    assert {unit.level for unit in outcome("diagnosed", facts).extra} == {"region", "municipality"}


@pytest.mark.parametrize("code", ["teams_trained", "teams_cum", "programs_in_fr", "contest_orgs", "experience_orgs"])
def test_extra_is_for_figures_about_people_only(code: str) -> None:
    facts = world(
        works(ANNA, end=MIDDLE),
        works(BORIS, SCHOOL_B),
        Program(PROGRAM, ACADEMY),
        Enrollment(ANNA, PROGRAM, LONG_AGO, MIDDLE),
        contest(organization=SCHOOL_A),
    )
    assert outcome(code, facts).extra == {}
