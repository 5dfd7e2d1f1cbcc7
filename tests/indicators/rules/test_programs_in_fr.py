"""``programs_in_fr``: whose programmes, carried out when, in the registry on the date."""

from datetime import date, timedelta
from typing import Any

import pytest

from apps.core.actor import acting, system
from apps.programs.models import Program
from tests import factories as make
from tests.cast import Cast
from tests.indicators.rules.conftest import OutcomeOf
from tests.reports import ABSENT, DAY, PASSED, START, compute, counts, make_profile

ONE = timedelta(days=1)
NO_ENTRY = "записи в ФР ДПП нет"


def program(cast: Cast, owner: str = "iro", **fields: Any) -> Program:
    """A programme; carried out in the period unless dates are given."""
    dates = fields or {"runs_from": START}
    with acting(system("test")):
        return make.make_program(getattr(cast, owner), **dates)


@pytest.mark.parametrize(("owner", "expected"), [("iro", NO_ENTRY), ("cnppm", NO_ENTRY), ("copmkp", ABSENT)])
def test_programmes_of_the_institute_and_its_units_are_counted(
    cast: Cast, outcome_of: OutcomeOf, owner: str, expected: str
) -> None:
    assert outcome_of("programs_in_fr", program(cast, owner)) == expected


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"runs_from": DAY}, NO_ENTRY),
        ({"runs_from": DAY + ONE}, ABSENT),
        ({"runs_to": START}, NO_ENTRY),
        ({"runs_to": START - ONE}, ABSENT),
        ({"runs_from": None}, ABSENT),
    ],
)
def test_missing_bound_is_open_but_one_is_given(
    cast: Cast, outcome_of: OutcomeOf, dates: dict[str, Any], expected: str
) -> None:
    assert outcome_of("programs_in_fr", program(cast, **dates)) == expected


@pytest.mark.parametrize(
    ("enrolled", "completed", "expected"),
    [
        (START - ONE, START, NO_ENTRY),
        (DAY, None, NO_ENTRY),
        (START - ONE, DAY + ONE, ABSENT),
        (DAY + ONE, None, ABSENT),
    ],
)
def test_enrollment_begun_or_completed_in_the_period_carries_it_out(
    cast: Cast, outcome_of: OutcomeOf, enrolled: date, completed: date | None, expected: str
) -> None:
    made = program(cast, runs_from=None)
    with acting(system("test")):
        make.make_enrollment(cast.teacher, made, enrolled, completed)
    assert outcome_of("programs_in_fr", made) == expected


@pytest.mark.parametrize(
    ("included", "excluded", "expected"),
    [
        (DAY, None, PASSED),
        (DAY + ONE, None, "включена в ФР ДПП позже отчётной даты"),
        (START, DAY, "исключена из ФР ДПП"),
        (START, DAY + ONE, PASSED),
    ],
)
def test_entry_holds_on_the_date(
    cast: Cast, outcome_of: OutcomeOf, included: date, excluded: date | None, expected: str
) -> None:
    made = program(cast)
    with acting(system("test")):
        make.make_entry(made, included, excluded)
    assert outcome_of("programs_in_fr", made) == expected


def test_figure_is_the_programmes_own_organization(cast: Cast) -> None:
    program(cast)
    program(cast, "cnppm")
    with acting(system("test")):
        profile = make_profile(cast.region, "programs_in_fr")
    report = compute(profile)
    assert counts(report, "programs_in_fr") == (0, 2)
    assert counts(report, "programs_in_fr", cast.iro) == (0, 1)
    assert counts(report, "programs_in_fr", cast.municipality_a) == (0, 0)
