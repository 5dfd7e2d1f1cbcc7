"""`diagnosed` and `routed`: which sessions and routes count, day by day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.indicators.naive.builders import (
    ACADEMY,
    ANNA,
    BORIS,
    CENTRE,
    CNPPM_ONLY,
    DAY_AFTER_D,
    DAY_BEFORE_D,
    DAY_BEFORE_FROM,
    FROM,
    LONG_AGO,
    MIDDLE,
    SETTING,
    D,
    assessed,
    counted,
    route,
    score,
    works,
    world,
)
from tests.indicators.naive.composition import Setting
from tests.indicators.naive.dates import Window
from tests.indicators.naive.world import HEAD, OTHER_POSITION, Session

ONE, NONE = frozenset({ANNA}), frozenset[str]()


@pytest.mark.parametrize(
    ("on", "expected"),
    [(DAY_BEFORE_FROM, NONE), (FROM, ONE), (MIDDLE, ONE), (D, ONE), (DAY_AFTER_D, NONE)],
)
def test_diagnosed_by_the_day_of_the_session(on: date, expected: frozenset[str]) -> None:
    assert counted("diagnosed", world(works(ANNA), assessed(ANNA, on))) == expected


@pytest.mark.parametrize(
    ("annulled_on", "expected"), [(DAY_BEFORE_D, NONE), (D, NONE), (DAY_AFTER_D, ONE), (None, ONE)]
)
def test_diagnosed_stops_on_the_day_of_annulment(annulled_on: date | None, expected: frozenset[str]) -> None:
    facts = world(works(ANNA), assessed(ANNA, annulled_on=annulled_on))
    assert counted("diagnosed", facts) == expected


def test_diagnosed_leaves_out_a_self_assessment() -> None:
    assert counted("diagnosed", world(works(ANNA), assessed(ANNA, is_independent=False))) == NONE


@pytest.mark.parametrize(
    ("provider", "setting", "expected"),
    [(CENTRE, CNPPM_ONLY, ONE), (ACADEMY, CNPPM_ONLY, NONE), (ACADEMY, SETTING, ONE)],
)
def test_diagnosed_by_providers_of_the_profile(provider: str, setting: Setting, expected: frozenset[str]) -> None:
    facts = world(works(ANNA), assessed(ANNA, provider=provider))
    assert counted("diagnosed", facts, setting) == expected


def test_diagnosed_by_any_one_of_the_sessions() -> None:
    facts = world(works(ANNA), assessed(ANNA, annulled_on=D), assessed(ANNA, DAY_BEFORE_D))
    assert counted("diagnosed", facts) == ONE


def test_diagnosed_with_no_point_at_all_is_diagnosed() -> None:
    facts = world(works(ANNA), assessed(ANNA, scores=[score("М-1", "0")]))
    assert counted("diagnosed", facts) == ONE


def test_diagnosed_counts_managers_but_no_other_worker() -> None:
    facts = world(works(ANNA, position=HEAD), works(BORIS, position=OTHER_POSITION), assessed(ANNA), assessed(BORIS))
    assert counted("diagnosed", facts) == ONE


@pytest.mark.parametrize(("years", "expected"), [(1, NONE), (5, ONE)])
def test_diagnosed_in_a_window_of_years(years: int, expected: frozenset[str]) -> None:
    facts = world(works(ANNA), assessed(ANNA, LONG_AGO))
    assert counted("diagnosed", facts, Setting(SETTING.region, window=Window(years=years))) == expected


def test_diagnosed_is_the_same_when_recomputed_after_what_came_later() -> None:
    year_23 = (date(2023, 1, 1), date(2023, 12, 31))
    facts = world(works(ANNA), assessed(ANNA, date(2023, 5, 5), annulled_on=MIDDLE))
    assert counted("diagnosed", facts, since=year_23[0], day=year_23[1]) == ONE


@pytest.mark.parametrize(
    ("approved", "expected"),
    [(DAY_BEFORE_FROM, NONE), (FROM, ONE), (D, ONE), (DAY_AFTER_D, NONE), (None, NONE)],
)
def test_routed_by_the_day_of_approval(approved: date | None, expected: frozenset[str]) -> None:
    session = assessed(ANNA, LONG_AGO)
    facts = world(works(ANNA), session, route(session, approved))
    assert counted("routed", facts) == expected


@pytest.mark.parametrize(("cancelled", "expected"), [(DAY_BEFORE_D, NONE), (D, NONE), (DAY_AFTER_D, ONE), (None, ONE)])
def test_routed_stops_on_the_day_of_cancellation(cancelled: date | None, expected: frozenset[str]) -> None:
    session = assessed(ANNA)
    facts = world(works(ANNA), session, route(session, cancelled=cancelled))
    assert counted("routed", facts) == expected


@pytest.mark.parametrize(
    "changes",
    [{"annulled_on": D}, {"is_independent": False}, {"provider": ACADEMY}],
    ids=["annulled on D", "self-assessment", "another provider"],
)
def test_routed_falls_with_the_session_it_stands_on(changes: dict[str, Any]) -> None:
    session: Session = assessed(ANNA, **changes)
    assert counted("routed", world(works(ANNA), session, route(session)), CNPPM_ONLY) == NONE


def test_routed_without_a_session_is_not_routed() -> None:
    assert counted("routed", world(works(ANNA), route(None, person=ANNA))) == NONE


def test_routed_on_an_old_session_is_routed() -> None:
    session = assessed(ANNA, LONG_AGO)
    facts = world(works(ANNA), session, route(session))
    assert (counted("diagnosed", facts), counted("routed", facts)) == (NONE, ONE)


def test_routed_for_goals_only_is_routed() -> None:
    session = assessed(ANNA, scores=[score("М-2", "10")])
    facts = world(works(ANNA), session, route(session, competences=("М-2",)))
    assert counted("routed", facts) == ONE


def test_routed_by_a_second_route_after_the_first_was_cancelled() -> None:
    session = assessed(ANNA)
    facts = world(works(ANNA), session, route(session, cancelled=MIDDLE), route(session, approved=D))
    assert counted("routed", facts) == ONE
