"""The small parts of the generator."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.snils import is_valid
from apps.monitoring.generation import names, numbers
from apps.monitoring.generation.days import day, iso, maybe, school_start, within, year_of
from apps.monitoring.generation.plan import default_organizations, last_full_year
from apps.monitoring.generation.territory import shares


@given(st.integers(0, numbers.LAST - numbers.FIRST))
def test_snils_of_the_range_is_valid(number: int) -> None:
    assert is_valid(numbers.snils(number))


@given(st.integers(0, numbers.LAST - numbers.FIRST))
def test_snils_stays_in_the_reserved_range(number: int) -> None:
    assert numbers.snils(number)[0] == "7"


@pytest.mark.parametrize("number", [-1, numbers.LAST - numbers.FIRST + 1])
def test_snils_outside_the_range_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="used up"):
        numbers.snils(number)


def test_surname_is_made_of_unreal_roots() -> None:
    rng = Random(1)
    assert all(names.surname(rng, True).startswith(names.ROOTS) for _ in range(500))


def test_surname_agrees_with_the_sex() -> None:
    assert [names.surname(Random(5), female)[-1] == "а" for female in (True, False)] == [True, False]


def test_surname_has_many_forms() -> None:
    rng = Random(2)
    assert len({names.surname(rng, True) for _ in range(5000)}) > 1500


def test_full_name_repeats_for_a_seed() -> None:
    assert names.full_name(Random(3), True) == names.full_name(Random(3), True)


@given(st.integers(0, 5000), st.lists(st.floats(0.1, 50), min_size=1, max_size=60))
def test_shares_add_up(total: int, weights: list[float]) -> None:
    assert sum(shares(total, weights)) == total


@given(st.integers(60, 5000), st.lists(st.floats(0.1, 50), min_size=1, max_size=60))
def test_shares_keep_the_minimum(total: int, weights: list[float]) -> None:
    assert min(shares(total, weights, minimum=1)) >= 1


def test_shares_follow_the_weights() -> None:
    assert shares(10, [1.0, 3.0, 6.0]) == [1, 3, 6]


def test_shares_drop_a_minimum_that_does_not_fit() -> None:
    assert shares(1, [1.0, 2.0], minimum=1) == [0, 1]


def test_iso_writes_a_day() -> None:
    assert iso(day(2024, 2, 29)) == "2024-02-29"


def test_maybe_keeps_a_missing_day() -> None:
    assert maybe(None) is None


def test_year_of_reads_the_year_back() -> None:
    assert year_of(day(2023, 12, 31)) == 2023


@given(st.integers(0, 10_000), st.integers(-50, 10_000))
def test_within_stays_between(first: int, length: int) -> None:
    drawn = within(Random(first), first, first + length)
    assert first <= drawn <= max(first, first + length)


@given(st.integers(1990, 2030))
def test_school_start_is_in_autumn(year: int) -> None:
    assert day(year, 8, 15) <= school_start(Random(year), year) <= day(year, 10, 15)


@pytest.mark.parametrize(("persons", "expected"), [(300, 12), (3000, 100), (1_300_000, 43_333)])
def test_default_organizations_grow_with_people(persons: int, expected: int) -> None:
    assert default_organizations(persons) == expected


def test_last_full_year_is_the_previous_one() -> None:
    from datetime import date

    assert last_full_year(date(2026, 12, 31)) == 2025
