"""``young_supported``: who is young on the date, and what is support."""

from datetime import date, timedelta
from typing import Any

import pytest

from apps.core.actor import acting, system
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast
from tests.indicators.rules.conftest import OutcomeOf
from tests.reports import ABSENT, DAY, PASSED, START, compute, make_profile, outcome

ONE = timedelta(days=1)
ALONE = "в мероприятиях не участвовал, наставника в учитываемом периоде не было"
YOUNG = {"birth_date": date(1998, 3, 3), "career_start": date(2024, 9, 1)}


def young(cast: Cast, **fields: Any) -> Person:
    """A young specialist, unless the fields make them another."""
    with acting(system("test")):
        return make.make_person(cast.school_a, **{**YOUNG, **fields})


@pytest.mark.parametrize(
    ("birth", "expected"),
    [(date(1990, 12, 31), ABSENT), (date(1991, 1, 1), ALONE), (date(1990, 12, 30), ABSENT)],
)
def test_thirty_fifth_birthday_is_already_thirty_five(
    cast: Cast, outcome_of: OutcomeOf, birth: date, expected: str
) -> None:
    assert outcome_of("young_supported", young(cast, birth_date=birth)) == expected


@pytest.mark.parametrize(
    ("start", "expected"), [(date(2022, 12, 31), ABSENT), (date(2023, 1, 1), ALONE), (None, ABSENT)]
)
def test_third_anniversary_of_the_career_is_out(
    cast: Cast, outcome_of: OutcomeOf, start: date | None, expected: str
) -> None:
    assert outcome_of("young_supported", young(cast, career_start=start)) == expected


@pytest.mark.parametrize(("day", "expected"), [(date(2023, 2, 27), ALONE), (date(2023, 2, 28), ABSENT)])
def test_leap_day_counts_as_the_28th_in_a_common_year(cast: Cast, day: date, expected: str) -> None:
    person = young(cast, birth_date=date(1988, 2, 29), career_start=date(2021, 9, 1))
    with acting(system("test")):
        profile = make_profile(cast.region, "young_supported")
    assert outcome(compute(profile, date(2023, 1, 1), day), "young_supported", person) == expected


@pytest.mark.parametrize(("day", "expected"), [(date(2023, 2, 27), ALONE), (date(2023, 2, 28), ABSENT)])
def test_career_begun_on_a_leap_day_is_three_years_old_on_the_28th(cast: Cast, day: date, expected: str) -> None:
    person = young(cast, career_start=date(2020, 2, 29))
    with acting(system("test")):
        profile = make_profile(cast.region, "young_supported")
    assert outcome(compute(profile, date(2023, 1, 1), day), "young_supported", person) == expected


def test_unknown_birth_date_is_not_counted(cast: Cast, outcome_of: OutcomeOf) -> None:
    assert outcome_of("young_supported", young(cast, birth_date=None)) == ABSENT


def test_young_manager_is_not_a_young_specialist(cast: Cast, outcome_of: OutcomeOf) -> None:
    director = make.make_position("Директор", "manager")
    assert outcome_of("young_supported", young(cast, position=director)) == ABSENT


@pytest.mark.parametrize("role", ["participant", "jury", "experience"])
def test_support_counts_in_any_role(cast: Cast, outcome_of: OutcomeOf, role: str) -> None:
    person = young(cast)
    with acting(system("test")):
        make.make_participation(make.make_event(cast.school_a, DAY, supports_young=True), person, role)
    assert outcome_of("young_supported", person) == PASSED


def test_event_that_is_no_support_does_not_count(cast: Cast, outcome_of: OutcomeOf) -> None:
    person = young(cast)
    with acting(system("test")):
        make.make_participation(make.make_event(cast.school_a, DAY), person)
    expected = "мероприятия, в которых участвовал, не отмечены как форма поддержки молодых"
    assert outcome_of("young_supported", person) == expected


def test_participations_own_date_goes_before_the_events(cast: Cast, outcome_of: OutcomeOf) -> None:
    person = young(cast)
    with acting(system("test")):
        event = make.make_event(cast.school_a, START - ONE, supports_young=True)
        make.make_participation(event, person, on_date=START)
    assert outcome_of("young_supported", person) == PASSED


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (DAY, None, PASSED),
        (DAY + ONE, None, ALONE),
        (date(2020, 1, 1), START, PASSED),
        (date(2020, 1, 1), START - ONE, ALONE),
    ],
)
def test_pair_counts_for_the_mentee_on_any_day_of_the_window(
    cast: Cast, outcome_of: OutcomeOf, start: date, end: date | None, expected: str
) -> None:
    person = young(cast)
    with acting(system("test")):
        make.make_pair(cast.teacher, person, start, end=end)
    assert outcome_of("young_supported", person) == expected


def test_pair_does_not_count_for_the_mentor(cast: Cast, outcome_of: OutcomeOf) -> None:
    person = young(cast)
    with acting(system("test")):
        make.make_pair(person, cast.teacher, START)
    assert outcome_of("young_supported", person) == ALONE
