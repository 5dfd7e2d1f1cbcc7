"""``trained_fr``: every step, and the boundaries of the federal registry, the route and the deficit."""

from datetime import date, timedelta
from typing import Any

import pytest

from apps.core.actor import acting, system
from apps.diagnostics.models import DiagnosticSession
from apps.routes.models import IndividualRoute
from tests import factories as make
from tests.cast import Cast
from tests.indicators.rules.conftest import OutcomeOf
from tests.reports import ABSENT, DAY, PASSED, START

ONE = timedelta(days=1)
ENROLLED, COMPLETED = date(2025, 4, 1), date(2025, 6, 1)
OUT_OF_REGISTRY = "завершённой программы не было в ФР ДПП ни при зачислении, ни при завершении"
NOT_APPROVED = "ИОМ не был утверждён к завершению программы"
NOT_COMPLETED = "программ ДПО в учитываемом периоде не завершал"


def train(cast: Cast, **change: Any) -> None:
    """A pedagogue trained on a registry programme against a deficit; every link can be changed."""
    who = change.get("person", cast.teacher)
    with acting(system("test")):
        program = make.make_program(cast.iro)
        if included := change.get("included", date(2024, 1, 1)):
            make.make_entry(program, included, change.get("excluded"))
        session = make.make_session(who, cast.cnppm, date(2025, 2, 1), scores={"Т-01": 40, "Т-02": 60})
        route = make.make_route(who, session, approved_on=change.get("approved", date(2025, 3, 1)))
        if change.get("item", True):
            make.make_item(route, program, change.get("aim", "Т-01"))
        make.make_enrollment(who, program, change.get("enrolled", ENROLLED), change.get("completed", COMPLETED))


def test_whole_chain_counts(cast: Cast, outcome_of: OutcomeOf) -> None:
    train(cast)
    assert outcome_of("trained_fr", cast.teacher, providers=["cnppm"]) == PASSED


def test_manager_is_not_in_the_denominator(cast: Cast, outcome_of: OutcomeOf) -> None:
    train(cast, person=cast.head)
    assert outcome_of("trained_fr", cast.head) == ABSENT


@pytest.mark.parametrize(("completed", "expected"), [(DAY, PASSED), (DAY + ONE, NOT_COMPLETED), (None, NOT_COMPLETED)])
def test_completion_counts_in_the_window(
    cast: Cast, outcome_of: OutcomeOf, completed: date | None, expected: str
) -> None:
    train(cast, completed=completed)
    assert outcome_of("trained_fr", cast.teacher) == expected


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ({"included": ENROLLED}, PASSED),
        ({"included": COMPLETED}, PASSED),
        ({"included": COMPLETED + ONE}, OUT_OF_REGISTRY),
        ({"excluded": ENROLLED + ONE}, PASSED),
        ({"excluded": ENROLLED}, OUT_OF_REGISTRY),
        ({"included": ENROLLED + ONE, "excluded": COMPLETED}, OUT_OF_REGISTRY),
        ({"included": None}, OUT_OF_REGISTRY),
    ],
)
def test_programme_is_in_the_registry_at_enrollment_or_completion(
    cast: Cast, outcome_of: OutcomeOf, span: dict[str, date | None], expected: str
) -> None:
    train(cast, **span)
    assert outcome_of("trained_fr", cast.teacher) == expected


def test_programme_outside_of_the_route_does_not_count(cast: Cast, outcome_of: OutcomeOf) -> None:
    train(cast, item=False)
    assert outcome_of("trained_fr", cast.teacher) == "завершённая программа не стоит в ИОМ"


def test_development_goal_at_the_threshold_does_not_count(cast: Cast, outcome_of: OutcomeOf) -> None:
    train(cast, aim="Т-02")
    assert outcome_of("trained_fr", cast.teacher) == "пункт ИОМ не направлен на профессиональный дефицит"


@pytest.mark.parametrize(
    ("approved", "expected"), [(COMPLETED, PASSED), (COMPLETED + ONE, NOT_APPROVED), (None, NOT_APPROVED)]
)
def test_route_is_approved_by_the_completion(
    cast: Cast, outcome_of: OutcomeOf, approved: date | None, expected: str
) -> None:
    train(cast, approved=approved)
    assert outcome_of("trained_fr", cast.teacher) == expected


@pytest.mark.parametrize(("cancelled", "expected"), [(DAY, "ИОМ отменён"), (DAY + ONE, PASSED)])
def test_cancelled_route_stops_counting(cast: Cast, outcome_of: OutcomeOf, cancelled: date, expected: str) -> None:
    train(cast)
    with acting(system("test")):
        IndividualRoute.objects.update(cancelled_on=cancelled)
    assert outcome_of("trained_fr", cast.teacher) == expected


@pytest.mark.parametrize("change", [{"annulled_on": DAY}, {"independent": False}])
def test_deficit_of_a_session_that_does_not_count_is_none(
    cast: Cast, outcome_of: OutcomeOf, change: dict[str, Any]
) -> None:
    train(cast)
    with acting(system("test")):
        DiagnosticSession.objects.update(**change)
    expected = "дефицит выявлен диагностикой, которая в показателе не засчитывается"
    assert outcome_of("trained_fr", cast.teacher) == expected


def test_provider_of_another_kind_counts_only_where_any_does(cast: Cast, outcome_of: OutcomeOf) -> None:
    train(cast)
    expected = "дефицит выявлен диагностикой, которая в показателе не засчитывается"
    assert outcome_of("trained_fr", cast.teacher, providers=["copmkp"]) == expected


def test_cumulative_window_begins_in_2023(cast: Cast, outcome_of: OutcomeOf) -> None:
    train(cast)
    with acting(system("test")):
        cast.teacher.diagnosticsessions.update(completed_on=date(2022, 2, 1))
        IndividualRoute.objects.update(agreed_on=date(2022, 3, 1), approved_on=date(2022, 3, 1))
        cast.teacher.enrollments.update(enrolled_on=date(2022, 12, 1), completed_on=date(2023, 1, 1))
        type(cast.teacher.enrollments.get().program.registry_entries.get()).objects.update(included_on=date(2022, 1, 1))
    assert outcome_of("trained_fr_cum", cast.teacher) == PASSED


def test_training_of_the_last_day_of_2022_is_before_the_cumulative_window(cast: Cast, outcome_of: OutcomeOf) -> None:
    train(cast, enrolled=date(2022, 12, 1), completed=date(2022, 12, 31))
    assert outcome_of("trained_fr_cum", cast.teacher) == NOT_COMPLETED


def test_window_of_years_up_to_the_date_begins_the_day_after(cast: Cast, outcome_of: OutcomeOf) -> None:
    train(cast, approved=date(2023, 1, 1), enrolled=date(2023, 12, 1), completed=START - timedelta(days=365))
    assert outcome_of("trained_fr", cast.teacher, window={"years": 2}) == PASSED
