"""Rules over events, pairs and appointments: roles, kinds, days, whose organization it was."""

from __future__ import annotations

from datetime import date

import pytest

from tests.indicators.naive.builders import (
    ACADEMY,
    ANNA,
    BORIS,
    DAY_AFTER_D,
    DAY_BEFORE_D,
    DAY_BEFORE_FROM,
    FROM,
    IN_A,
    IN_B,
    LONG_AGO,
    MIDDLE,
    SCHOOL_A,
    SCHOOL_B,
    A,
    D,
    contest,
    counted,
    outcome,
    works,
    world,
)
from tests.indicators.naive.dates import ONE_DAY
from tests.indicators.naive.world import (
    EXPERIENCE,
    EXPERT,
    HEAD,
    JURY,
    OTHER_CONTEST,
    OTHER_POSITION,
    PARTICIPANT,
    PRIZE,
    SCHOOL,
    SEMINAR,
    TEACHER,
    TUTOR_METHODIST,
    WINNER,
    Appointment,
    MentoringPair,
    Organization,
    Person,
    Position,
)

ONE, NONE = frozenset({ANNA}), frozenset[str]()
ITS_SCHOOL = frozenset({SCHOOL_A})
YOUNG = Person(ANNA, date(1999, 1, 1), date(2023, 9, 1))
ROLES = (PARTICIPANT, PRIZE, WINNER, EXPERIENCE, EXPERT, JURY, TUTOR_METHODIST)
IN_WINDOW = [(DAY_BEFORE_FROM, False), (FROM, True), (D, True), (DAY_AFTER_D, False)]


@pytest.mark.parametrize("role", ROLES)
def test_young_supported_in_any_role_of_a_support_event(role: str) -> None:
    facts = world(YOUNG, works(ANNA), contest(role, ANNA, kind=SEMINAR, is_support=True))
    assert counted("young_supported", facts) == ONE


def test_young_supported_by_no_event_that_is_not_marked() -> None:
    facts = world(YOUNG, works(ANNA), contest(person=ANNA, kind="школа молодого педагога"))
    assert counted("young_supported", facts) == NONE


@pytest.mark.parametrize(("on", "is_counted"), IN_WINDOW)
def test_young_supported_by_the_day_of_the_participation(on: date, is_counted: bool) -> None:
    facts = world(YOUNG, works(ANNA), contest(person=ANNA, on=on, start=LONG_AGO, is_support=True))
    assert bool(counted("young_supported", facts)) == is_counted


@pytest.mark.parametrize(("start", "is_counted"), IN_WINDOW)
def test_young_supported_with_no_day_on_the_first_day_of_the_event(start: date, is_counted: bool) -> None:
    facts = world(YOUNG, works(ANNA), contest(person=ANNA, start=start, is_support=True))
    assert bool(counted("young_supported", facts)) == is_counted


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (LONG_AGO, None, ONE),
        (LONG_AGO, DAY_BEFORE_FROM, NONE),
        (LONG_AGO, FROM, ONE),
        (D, None, ONE),
        (DAY_AFTER_D, None, NONE),
        (LONG_AGO, DAY_AFTER_D, ONE),
        (MIDDLE, MIDDLE, ONE),
    ],
)
def test_young_supported_by_a_pair_on_any_day_of_the_window(
    start: date, end: date | None, expected: frozenset[str]
) -> None:
    facts = world(YOUNG, works(ANNA), MentoringPair(BORIS, ANNA, start, end))
    assert counted("young_supported", facts) == expected


def test_young_supported_is_not_the_mentor() -> None:
    assert counted("young_supported", world(YOUNG, works(ANNA), MentoringPair(ANNA, BORIS, FROM))) == NONE


def test_young_supported_is_not_who_is_no_longer_young() -> None:
    facts = world(
        Person(ANNA, date(1989, 12, 31), date(2023, 9, 1)),
        works(ANNA),
        contest(person=ANNA, is_support=True),
    )
    assert counted("young_supported", facts) == NONE


def test_young_supported_is_not_by_the_schools_own_part() -> None:
    facts = world(YOUNG, works(ANNA), contest(organization=SCHOOL_A, is_support=True))
    assert counted("young_supported", facts) == NONE


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (PARTICIPANT, ONE),
        (PRIZE, ONE),
        (WINNER, ONE),
        (EXPERIENCE, NONE),
        (EXPERT, NONE),
        (JURY, NONE),
        (TUTOR_METHODIST, NONE),
    ],
)
def test_contest_people_compete_and_do_not_judge(role: str, expected: frozenset[str]) -> None:
    assert counted("contest_people", world(works(ANNA), contest(role, ANNA))) == expected


@pytest.mark.parametrize("kind", [OTHER_CONTEST, SEMINAR])
def test_contest_people_want_a_contest_of_professional_craft(kind: str) -> None:
    assert counted("contest_people", world(works(ANNA), contest(person=ANNA, kind=kind))) == NONE


@pytest.mark.parametrize(("on", "is_counted"), IN_WINDOW)
def test_contest_people_by_the_day(on: date, is_counted: bool) -> None:
    facts = world(works(ANNA), contest(person=ANNA, on=on, start=LONG_AGO))
    assert bool(counted("contest_people", facts)) == is_counted


def test_contest_people_are_not_the_people_of_a_school_that_competed() -> None:
    assert counted("contest_people", world(works(ANNA), contest(organization=SCHOOL_A))) == NONE


def test_contest_orgs_compete_themselves() -> None:
    assert counted("contest_orgs", world(contest(organization=SCHOOL_A))) == ITS_SCHOOL


@pytest.mark.parametrize("position", [TEACHER, HEAD, OTHER_POSITION])
def test_contest_orgs_compete_by_any_main_worker(position: Position) -> None:
    facts = world(works(ANNA, position=position), contest(person=ANNA))
    assert counted("contest_orgs", facts) == ITS_SCHOOL


@pytest.mark.parametrize(("role", "expected"), [(WINNER, ITS_SCHOOL), (JURY, NONE), (EXPERIENCE, NONE)])
def test_contest_orgs_by_the_three_roles(role: str, expected: frozenset[str]) -> None:
    assert counted("contest_orgs", world(works(ANNA), contest(role, ANNA))) == expected


def test_contest_orgs_do_not_compete_by_who_works_there_as_not_main() -> None:
    facts = world(works(ANNA, ACADEMY), works(ANNA, is_main=False), contest(person=ANNA))
    assert counted("contest_orgs", facts) == NONE


@pytest.mark.parametrize(("moved", "unit"), [(MIDDLE, IN_B), (MIDDLE + ONE_DAY, IN_A)])
def test_contest_orgs_by_the_employer_of_that_day(moved: date, unit: object) -> None:
    facts = world(works(ANNA, SCHOOL_A, end=moved - ONE_DAY), works(ANNA, SCHOOL_B, start=moved), contest(person=ANNA))
    found = outcome("contest_orgs", facts).numerator
    assert [place for place in (IN_A, IN_B) if found[place]] == [unit]


@pytest.mark.parametrize(("left", "expected"), [(MIDDLE, ITS_SCHOOL), (MIDDLE - ONE_DAY, NONE)])
def test_contest_orgs_keep_what_a_person_won_before_leaving(left: date, expected: frozenset[str]) -> None:
    facts = world(works(ANNA, end=left), contest(person=ANNA))
    assert counted("contest_orgs", facts) == expected


@pytest.mark.parametrize(("closed", "expected"), [(D, NONE), (DAY_AFTER_D, ITS_SCHOOL)])
def test_contest_orgs_are_those_open_on_the_reporting_day(closed: date, expected: frozenset[str]) -> None:
    facts = world(Organization(SCHOOL_A, SCHOOL, A, closed=closed), contest(organization=SCHOOL_A))
    assert counted("contest_orgs", facts) == expected


def test_contest_orgs_leave_out_what_is_not_educational() -> None:
    facts = world(works(ANNA, ACADEMY), contest(person=ANNA), contest(organization=ACADEMY))
    assert counted("contest_orgs", facts) == NONE


@pytest.mark.parametrize("kind", [SEMINAR, OTHER_CONTEST])
def test_experience_orgs_at_an_event_of_any_kind(kind: str) -> None:
    itself = world(contest(EXPERIENCE, organization=SCHOOL_A, kind=kind))
    by_a_person = world(works(ANNA), contest(EXPERIENCE, ANNA, kind=kind))
    assert counted("experience_orgs", itself) == counted("experience_orgs", by_a_person) == ITS_SCHOOL


@pytest.mark.parametrize("role", sorted(set(ROLES) - {EXPERIENCE}))
def test_experience_orgs_by_their_one_role(role: str) -> None:
    assert counted("experience_orgs", world(contest(role, organization=SCHOOL_A))) == NONE


@pytest.mark.parametrize(("on", "is_counted"), IN_WINDOW)
def test_experience_orgs_by_the_day(on: date, is_counted: bool) -> None:
    facts = world(contest(EXPERIENCE, organization=SCHOOL_A, on=on, start=LONG_AGO))
    assert bool(counted("experience_orgs", facts)) == is_counted


@pytest.mark.parametrize("role", ROLES)
def test_experts_by_their_three_roles(role: str) -> None:
    facts = world(works(ANNA), contest(role, ANNA, kind=SEMINAR))
    assert counted("experts", facts) == (ONE if role in {EXPERT, JURY, TUTOR_METHODIST} else NONE)


@pytest.mark.parametrize(("on", "is_counted"), IN_WINDOW)
def test_experts_by_the_day_of_the_event(on: date, is_counted: bool) -> None:
    facts = world(works(ANNA), contest(JURY, ANNA, on=on, start=LONG_AGO))
    assert bool(counted("experts", facts)) == is_counted


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (LONG_AGO, None, ONE),
        (LONG_AGO, DAY_BEFORE_FROM, NONE),
        (LONG_AGO, FROM, ONE),
        (D, None, ONE),
        (DAY_AFTER_D, None, NONE),
        (DAY_BEFORE_D, DAY_BEFORE_D, ONE),
    ],
)
def test_experts_by_an_appointment_on_any_day_of_the_window(
    start: date, end: date | None, expected: frozenset[str]
) -> None:
    facts = world(works(ANNA), Appointment(ANNA, ACADEMY, EXPERT, start, end))
    assert counted("experts", facts) == expected


@pytest.mark.parametrize("kind", ["работник ММС", "муниципальный методист", "региональный методист"])
def test_experts_by_no_other_appointment(kind: str) -> None:
    assert counted("experts", world(works(ANNA), Appointment(ANNA, ACADEMY, kind, FROM))) == NONE
