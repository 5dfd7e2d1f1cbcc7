"""``routed``: every step on the way to an approved route, and its boundaries."""

from datetime import date, timedelta
from typing import Any

import pytest

from apps.core.actor import acting, system
from tests import factories as make
from tests.cast import Cast
from tests.indicators.rules.conftest import OutcomeOf
from tests.reports import ABSENT, DAY, PASSED, START

ONE = timedelta(days=1)
MAY = date(2025, 5, 5)
CNPPM = {"providers": ["cnppm"]}
NOTHING = "диагностика не пройдена, ИОМ нет"
NOT_DRAFTED = "диагностика пройдена, ИОМ не составлен"
NOT_APPROVED = "диагностика пройдена, ИОМ не утверждён"
EARLIER = "ИОМ утверждён раньше учитываемого периода"


def route(cast: Cast, session: dict[str, Any] | None = None, **fields: Any) -> None:
    """A session of the teacher and a route built from it."""
    with acting(system("test")):
        values = {"on": MAY, "provider": cast.cnppm, **(session or {})}
        made = make.make_session(cast.teacher, **values)
        make.make_route(cast.teacher, made, **fields)


def test_nobody_assessed_the_person(cast: Cast, outcome_of: OutcomeOf) -> None:
    assert outcome_of("routed", cast.teacher, **CNPPM) == NOTHING


def test_assessed_person_has_no_route(cast: Cast, outcome_of: OutcomeOf) -> None:
    with acting(system("test")):
        make.make_session(cast.teacher, cast.cnppm, MAY)
    assert outcome_of("routed", cast.teacher, **CNPPM) == NOT_DRAFTED


@pytest.mark.parametrize(
    ("approved", "expected"),
    [(None, NOT_APPROVED), (START - ONE, EARLIER), (START, PASSED), (DAY, PASSED), (DAY + ONE, NOT_APPROVED)],
)
def test_approval_counts_in_the_window(cast: Cast, outcome_of: OutcomeOf, approved: date | None, expected: str) -> None:
    route(cast, {"on": date(2024, 1, 15)}, approved_on=approved)
    assert outcome_of("routed", cast.teacher, **CNPPM) == expected


@pytest.mark.parametrize(("cancelled", "expected"), [(DAY, "ИОМ отменён"), (DAY + ONE, PASSED)])
def test_route_cancelled_after_the_reporting_date_counts(
    cast: Cast, outcome_of: OutcomeOf, cancelled: date, expected: str
) -> None:
    route(cast, approved_on=MAY, cancelled_on=cancelled, cancel_reason="Тест")
    assert outcome_of("routed", cast.teacher, **CNPPM) == expected


@pytest.mark.parametrize(
    ("annulled", "expected"), [(DAY, "диагностика аннулирована, ИОМ на ней не засчитывается"), (DAY + ONE, PASSED)]
)
def test_route_on_an_annulled_session_stops_counting(
    cast: Cast, outcome_of: OutcomeOf, annulled: date, expected: str
) -> None:
    route(cast, {"annulled_on": annulled}, approved_on=MAY)
    assert outcome_of("routed", cast.teacher, **CNPPM) == expected


def test_route_on_a_self_assessment_does_not_count(cast: Cast, outcome_of: OutcomeOf) -> None:
    route(cast, {"independent": False}, approved_on=MAY)
    expected = "пройдена только самодиагностика, засчитываемого ИОМ нет"
    assert outcome_of("routed", cast.teacher, **CNPPM) == expected


def test_route_on_another_providers_session_does_not_count(cast: Cast, outcome_of: OutcomeOf) -> None:
    route(cast, {"provider": cast.copmkp}, approved_on=MAY)
    expected = "диагностику провела организация, которая в показателе не учитывается"
    assert outcome_of("routed", cast.teacher, **CNPPM) == expected


def test_route_without_a_session_does_not_count(cast: Cast, outcome_of: OutcomeOf) -> None:
    with acting(system("test")):
        make.make_route(cast.teacher, None, approved_on=MAY)
    assert outcome_of("routed", cast.teacher, **CNPPM) == NOTHING


def test_furthest_of_several_candidates_is_the_reason(cast: Cast, outcome_of: OutcomeOf) -> None:
    route(cast, approved_on=MAY, cancelled_on=MAY + ONE, cancel_reason="Тест")
    with acting(system("test")):
        make.make_session(cast.teacher, cast.cnppm, MAY + ONE)
    assert outcome_of("routed", cast.teacher, **CNPPM) == "ИОМ отменён"


def test_session_after_the_reporting_date_is_not_known_yet(cast: Cast, outcome_of: OutcomeOf) -> None:
    with acting(system("test")):
        make.make_session(cast.teacher, cast.cnppm, DAY + ONE)
    assert outcome_of("routed", cast.teacher, **CNPPM) == NOTHING


def test_person_of_another_region_is_in_no_denominator(cast: Cast, outcome_of: OutcomeOf) -> None:
    assert outcome_of("routed", cast.foreigner, **CNPPM) == ABSENT
