"""`programs_in_fr`: whose programmes, carried out when, in the registry on D."""

from __future__ import annotations

from datetime import date

import pytest

from tests.indicators.naive.builders import (
    ACADEMY,
    ANNA,
    CENTRE,
    DAY_AFTER_D,
    DAY_BEFORE_D,
    DAY_BEFORE_FROM,
    ELSEWHERE,
    FROM,
    IN_A,
    IN_REGION,
    INSTITUTE,
    LONG_AGO,
    MIDDLE,
    PROGRAM,
    SCHOOL_A,
    A,
    D,
    counted,
    entry,
    members,
    outcome,
    unit_of,
    world,
)
from tests.indicators.naive.world import (
    CNPPM,
    IRO,
    Enrollment,
    Organization,
    Program,
    RegistryEntry,
)

ONE, NONE = frozenset({PROGRAM}), frozenset[str]()


def program(
    organization: str = INSTITUTE,
    start: date | None = FROM,
    end: date | None = D,
    entries: tuple[RegistryEntry, ...] = (),
) -> Program:
    """A programme of the institute, by default carried out all the period long."""
    return Program(PROGRAM, organization, impl_from=start, impl_to=end, entries=entries)


@pytest.mark.parametrize(
    ("organization", "expected"), [(INSTITUTE, ONE), (CENTRE, ONE), (ACADEMY, NONE), (SCHOOL_A, NONE)]
)
def test_programs_are_the_institutes_and_its_units(organization: str, expected: frozenset[str]) -> None:
    assert members("programs_in_fr", world(program(organization))) == expected


def test_programs_of_a_centre_on_its_own_are_not_the_institutes() -> None:
    facts = world(Organization(CENTRE, CNPPM, A), program(CENTRE))
    assert members("programs_in_fr", facts) == NONE


def test_programs_of_another_regions_institute_are_not_this_regions() -> None:
    facts = world(Organization(INSTITUTE, IRO, ELSEWHERE), program())
    assert members("programs_in_fr", facts) == NONE


def test_programs_stand_at_their_own_organization_and_its_municipality() -> None:
    found = outcome("programs_in_fr", world(program(CENTRE))).denominator
    holders = {unit for unit, ids in found.items() if ids}
    assert holders == {unit_of(CENTRE), IN_A, IN_REGION}


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, NONE),
        (LONG_AGO, DAY_BEFORE_FROM, NONE),
        (LONG_AGO, FROM, ONE),
        (LONG_AGO, None, ONE),
        (None, DAY_BEFORE_FROM, NONE),
        (None, FROM, ONE),
        (D, None, ONE),
        (DAY_AFTER_D, None, NONE),
        (MIDDLE, MIDDLE, ONE),
    ],
)
def test_programs_carried_out_by_their_dates(start: date | None, end: date | None, expected: frozenset[str]) -> None:
    assert members("programs_in_fr", world(program(start=start, end=end))) == expected


@pytest.mark.parametrize(
    ("enrolled", "completed", "expected"),
    [
        (DAY_BEFORE_FROM, None, NONE),
        (FROM, None, ONE),
        (D, None, ONE),
        (DAY_AFTER_D, None, NONE),
        (LONG_AGO, DAY_BEFORE_FROM, NONE),
        (LONG_AGO, FROM, ONE),
        (LONG_AGO, D, ONE),
        (LONG_AGO, DAY_AFTER_D, NONE),
    ],
)
@pytest.mark.parametrize("start", [None, DAY_AFTER_D])
def test_programs_carried_out_by_an_enrollment_begun_or_completed(
    start: date | None, enrolled: date, completed: date | None, expected: frozenset[str]
) -> None:
    facts = world(program(start=start, end=None), Enrollment(ANNA, PROGRAM, enrolled, completed))
    assert members("programs_in_fr", facts) == expected


def test_programs_carried_out_by_a_listener_expelled_later() -> None:
    facts = world(program(start=None, end=None), Enrollment(ANNA, PROGRAM, FROM, expelled=MIDDLE))
    assert members("programs_in_fr", facts) == ONE


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ((), NONE),
        ((entry(DAY_BEFORE_D),), ONE),
        ((entry(D),), ONE),
        ((entry(DAY_AFTER_D),), NONE),
        ((entry(LONG_AGO, DAY_BEFORE_D),), NONE),
        ((entry(LONG_AGO, D),), NONE),
        ((entry(LONG_AGO, DAY_AFTER_D),), ONE),
        ((entry(LONG_AGO, MIDDLE), RegistryEntry("ФР-2", D)), ONE),
    ],
)
def test_programs_in_the_registry_on_the_reporting_day(
    entries: tuple[RegistryEntry, ...], expected: frozenset[str]
) -> None:
    assert counted("programs_in_fr", world(program(entries=entries))) == expected


def test_programs_in_the_registry_but_not_carried_out_are_not_counted() -> None:
    facts = world(program(start=None, end=None, entries=(entry(LONG_AGO),)))
    assert outcome("programs_in_fr", facts).counts(IN_REGION) == (0, 0)
