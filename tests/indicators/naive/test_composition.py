"""Reorganizations: a report on D uses the composition of D."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.indicators.naive.builders import (
    ANNA,
    BORIS,
    DAY_AFTER_D,
    DAY_BEFORE_D,
    IN_REGION,
    SCHOOL_A,
    SCHOOL_B,
    SETTING,
    VLADIMIR,
    A,
    B,
    D,
    outcome,
    works,
    world,
)
from tests.indicators.naive.composition import MUNICIPALITY, Unit, municipality_on
from tests.indicators.naive.dates import ONE_DAY
from tests.indicators.naive.world import SCHOOL, Membership, Municipality, Organization, World

NEW = "17909000"
IN_NEW = Unit(MUNICIPALITY, NEW)


def merged(on: date, with_memberships: bool = True) -> World:
    """А and Б went into one new municipality on the day."""
    last = on - ONE_DAY
    schools = [
        Organization(
            code,
            SCHOOL,
            old,
            memberships=(Membership(old, None, last), Membership(NEW, on)) if with_memberships else (),
        )
        for code, old in ((SCHOOL_A, A), (SCHOOL_B, B))
    ]
    return world(
        Municipality(A, VLADIMIR, "Округ А", None, last, NEW),
        Municipality(B, VLADIMIR, "Округ Б", None, last, NEW),
        Municipality(NEW, VLADIMIR, "Новый округ", on),
        *schools,
        works(ANNA, SCHOOL_A),
        works(BORIS, SCHOOL_B),
    )


@pytest.mark.parametrize("with_memberships", [True, False])
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (DAY_BEFORE_D, {NEW: {ANNA, BORIS}}),
        (D, {NEW: {ANNA, BORIS}}),
        (DAY_AFTER_D, {A: {ANNA}, B: {BORIS}}),
    ],
)
def test_reorganization_counts_from_its_first_day(
    on: date, expected: dict[str, set[str]], with_memberships: bool
) -> None:
    found = outcome("diagnosed", merged(on, with_memberships)).denominator
    by_code = {unit.code: set(ids) for unit, ids in found.items() if unit.level == MUNICIPALITY}
    assert by_code == expected


def test_reorganization_leaves_the_regions_figure_as_it_was() -> None:
    figures = {outcome("diagnosed", merged(on)).counts(IN_REGION) for on in (DAY_BEFORE_D, D, DAY_AFTER_D)}
    assert figures == {(0, 2)}


def test_municipality_follows_two_reorganizations_in_a_row() -> None:
    first, second = date(2024, 3, 1), date(2024, 9, 1)
    facts = world(
        Municipality(A, VLADIMIR, "Округ А", None, first - ONE_DAY, "17903000"),
        Municipality("17903000", VLADIMIR, "Округ Г", first, second - ONE_DAY, NEW),
        Municipality(NEW, VLADIMIR, "Новый округ", second),
    )
    school = facts.organization(SCHOOL_A)
    days = (first - ONE_DAY, first, second - ONE_DAY, second)
    assert [municipality_on(facts, school, day) for day in days] == [A, "17903000", "17903000", NEW]


def test_municipality_of_the_file_holds_where_no_membership_covers() -> None:
    school = Organization(SCHOOL_A, SCHOOL, B, memberships=(Membership(A, None, DAY_BEFORE_D),))
    facts = world(school)
    assert [municipality_on(facts, school, day) for day in (DAY_BEFORE_D, D)] == [A, B]


def test_municipality_that_ended_with_no_successor_keeps_its_organizations() -> None:
    facts = world(Municipality(A, VLADIMIR, "Округ А", None, DAY_BEFORE_D), works(ANNA))
    assert outcome("diagnosed", facts).denominator[Unit(MUNICIPALITY, A)] == {ANNA}


def test_municipality_in_force_without_organizations_is_a_unit() -> None:
    facts = world(Municipality(NEW, VLADIMIR, "Новый округ", D))
    later = world(Municipality(NEW, VLADIMIR, "Новый округ", DAY_AFTER_D))
    assert (
        IN_NEW in outcome("diagnosed", facts).denominator,
        IN_NEW in outcome("diagnosed", later).denominator,
    ) == (True, False)


def test_renamed_municipality_of_a_municipal_profile_takes_its_schools_along() -> None:
    before = replace(SETTING, municipality=A)
    after = replace(SETTING, municipality=NEW)
    facts = merged(D)
    assert outcome("diagnosed", facts, before).counts(Unit(MUNICIPALITY, A)) == (0, 0)
    assert outcome("diagnosed", facts, after).counts(IN_NEW) == (0, 2)
