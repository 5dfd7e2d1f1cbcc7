"""``qualified``: any programme completed in the window."""

from datetime import date, timedelta

import pytest

from apps.core.actor import acting, system
from tests import factories as make
from tests.cast import Cast
from tests.indicators.rules.conftest import OutcomeOf
from tests.reports import DAY, PASSED, START

ONE = timedelta(days=1)
LONG_AGO = date(2024, 9, 1)
NOTHING = "обучения в учитываемом периоде нет"
STUDIES = "обучение на отчётную дату не завершено"
EXPELLED = "отчислен до завершения программы"


@pytest.mark.parametrize(
    ("completed", "expected"),
    [(START - ONE, NOTHING), (START, PASSED), (DAY, PASSED), (DAY + ONE, STUDIES), (None, STUDIES)],
)
def test_completion_in_the_window_counts(
    cast: Cast, outcome_of: OutcomeOf, completed: date | None, expected: str
) -> None:
    with acting(system("test")):
        make.make_enrollment(cast.head, make.make_program(cast.iro, kind="pp"), LONG_AGO, completed)
    assert outcome_of("qualified", cast.head) == expected


@pytest.mark.parametrize(("expelled", "expected"), [(START - ONE, NOTHING), (DAY, EXPELLED), (DAY + ONE, STUDIES)])
def test_expelled_person_is_told_so(cast: Cast, outcome_of: OutcomeOf, expelled: date, expected: str) -> None:
    with acting(system("test")):
        enrollment = make.make_enrollment(cast.teacher, make.make_program(cast.iro), LONG_AGO)
        enrollment.expelled_on = expelled
        enrollment.save()
    assert outcome_of("qualified", cast.teacher) == expected


def test_enrollment_after_the_date_is_not_known_yet(cast: Cast, outcome_of: OutcomeOf) -> None:
    with acting(system("test")):
        make.make_enrollment(cast.teacher, make.make_program(cast.iro), DAY + ONE)
    assert outcome_of("qualified", cast.teacher) == NOTHING
