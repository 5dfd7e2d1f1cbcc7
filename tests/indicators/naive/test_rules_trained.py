"""`trained_fr`, `trained_fr_cum`, `qualified`: registry, route, deficit, dates."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.indicators.naive.builders import (
    ACADEMY,
    ANNA,
    BORIS,
    CNPPM_ONLY,
    DAY_AFTER_D,
    DAY_BEFORE_D,
    DAY_BEFORE_FROM,
    FROM,
    INSTITUTE,
    LONG_AGO,
    MIDDLE,
    PROGRAM,
    SCHOOL_A,
    SETTING,
    A,
    D,
    assessed,
    counted,
    entry,
    route,
    score,
    unit_of,
    works,
    world,
)
from tests.indicators.naive.composition import Setting
from tests.indicators.naive.dates import ONE_DAY
from tests.indicators.naive.profiles import PROFILES
from tests.indicators.naive.world import (
    HEAD,
    Employment,
    Enrollment,
    Municipality,
    Organization,
    Program,
    RegistryEntry,
    Route,
    RouteItem,
    Session,
    World,
)

ONE, NONE = frozenset({ANNA}), frozenset[str]()
SESSION_DAY, APPROVED = date(2024, 2, 1), date(2024, 3, 1)
ENROLLED, COMPLETED = date(2024, 4, 1), date(2024, 5, 1)


def trained(
    session: Session | None = None,
    way: Route | None = None,
    entries: tuple[RegistryEntry, ...] = (entry(LONG_AGO),),
    enrolled: date = ENROLLED,
    completed: date | None = COMPLETED,
    job: Employment | None = None,
) -> World:
    """Анна trained as the indicator wants her; each test spoils one thing."""
    session = session or assessed(ANNA, SESSION_DAY)
    return world(
        job or works(ANNA),
        session,
        way or route(session, APPROVED),
        Program(PROGRAM, INSTITUTE, entries=entries),
        Enrollment(ANNA, PROGRAM, enrolled, completed),
    )


def test_trained_fr_counts_the_whole_chain() -> None:
    assert counted("trained_fr", trained(), CNPPM_ONLY) == ONE


def test_trained_fr_is_about_pedagogues() -> None:
    assert counted("trained_fr", trained(job=works(ANNA, position=HEAD)), CNPPM_ONLY) == NONE


@pytest.mark.parametrize(
    ("completed", "expected"),
    [(FROM, ONE), (DAY_BEFORE_FROM, NONE), (D, ONE), (DAY_AFTER_D, NONE), (None, NONE)],
)
def test_trained_fr_by_the_day_of_completion(completed: date | None, expected: frozenset[str]) -> None:
    session = assessed(ANNA, LONG_AGO)
    way = route(session, LONG_AGO)
    facts = trained(session, way, enrolled=LONG_AGO, completed=completed)
    assert counted("trained_fr", facts) == expected


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ((), NONE),
        ((entry(ENROLLED),), ONE),
        ((entry(COMPLETED),), ONE),
        ((entry(COMPLETED + ONE_DAY),), NONE),
        ((entry(LONG_AGO, ENROLLED),), NONE),
        ((entry(LONG_AGO, ENROLLED + ONE_DAY),), ONE),
        ((entry(ENROLLED + ONE_DAY, COMPLETED),), NONE),
        ((entry(ENROLLED + ONE_DAY, COMPLETED + ONE_DAY),), ONE),
        ((entry(LONG_AGO, ENROLLED), RegistryEntry("ФР-2", COMPLETED)), ONE),
        ((entry(ENROLLED, ENROLLED),), NONE),
    ],
    ids=[
        "never",
        "included on the enrollment date",
        "included on the completion date",
        "included the day after completion",
        "excluded on the enrollment date",
        "excluded the day after enrollment",
        "in it only between the two dates",
        "excluded the day after completion",
        "back under another number",
        "included and excluded on one day",
    ],
)
def test_trained_fr_by_the_registry_on_either_date(
    entries: tuple[RegistryEntry, ...], expected: frozenset[str]
) -> None:
    assert counted("trained_fr", trained(entries=entries)) == expected


@pytest.mark.parametrize(
    ("approved", "expected"),
    [(COMPLETED - ONE_DAY, ONE), (COMPLETED, ONE), (COMPLETED + ONE_DAY, NONE), (None, NONE)],
)
def test_trained_fr_wants_the_route_approved_by_the_completion(approved: date | None, expected: frozenset[str]) -> None:
    session = assessed(ANNA, SESSION_DAY)
    assert counted("trained_fr", trained(session, route(session, approved))) == expected


@pytest.mark.parametrize(
    ("cancelled", "expected"), [(COMPLETED, NONE), (DAY_BEFORE_D, NONE), (D, NONE), (DAY_AFTER_D, ONE)]
)
def test_trained_fr_falls_with_a_route_cancelled_by_the_reporting_day(
    cancelled: date, expected: frozenset[str]
) -> None:
    session = assessed(ANNA, SESSION_DAY)
    assert counted("trained_fr", trained(session, route(session, APPROVED, cancelled))) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"annulled_on": DAY_BEFORE_D}, NONE),
        ({"annulled_on": D}, NONE),
        ({"annulled_on": DAY_AFTER_D}, ONE),
        ({"is_independent": False}, NONE),
        ({"provider": ACADEMY}, NONE),
        ({"on": LONG_AGO}, ONE),
    ],
)
def test_trained_fr_falls_with_the_session_it_stands_on(changes: dict[str, Any], expected: frozenset[str]) -> None:
    session = assessed(ANNA, **{"on": SESSION_DAY, **changes})
    assert counted("trained_fr", trained(session), CNPPM_ONLY) == expected


@pytest.mark.parametrize(
    ("points", "maximum", "threshold", "expected"),
    [
        ("5.9", "10", "60", ONE),
        ("6", "10", "60", NONE),
        ("6.1", "10", "60", NONE),
        ("0", "10", "60", ONE),
        ("2", "3", "60", NONE),
        ("1.7", "3", "60", ONE),
        ("69", "100", "70", ONE),
        ("70", "100", "70", NONE),
    ],
)
def test_trained_fr_is_for_a_score_under_the_threshold(
    points: str, maximum: str, threshold: str, expected: frozenset[str]
) -> None:
    session = assessed(ANNA, SESSION_DAY, scores=[score("М-1", points, maximum, threshold)])
    assert counted("trained_fr", trained(session)) == expected


@pytest.mark.parametrize(
    ("competences", "expected"), [(("М-1",), ONE), (("М-2",), NONE), (("М-2", "М-1"), ONE), ((), NONE)]
)
def test_trained_fr_is_for_a_deficit_and_not_for_a_goal(competences: tuple[str, ...], expected: frozenset[str]) -> None:
    session = assessed(ANNA, SESSION_DAY)
    assert counted("trained_fr", trained(session, route(session, APPROVED, None, competences))) == expected


def test_trained_fr_wants_the_deficit_on_the_item_of_that_programme() -> None:
    session = assessed(ANNA, SESSION_DAY)
    items = (
        RouteItem(1, competences=("М-1",), program="ДПП-2"),
        RouteItem(2, competences=("М-2",), program=PROGRAM),
    )
    assert counted("trained_fr", trained(session, Route("1", ANNA, session, APPROVED, None, items))) == NONE


def test_trained_fr_wants_a_deficit_of_the_routes_own_session() -> None:
    strong = assessed(ANNA, SESSION_DAY, scores=[score("М-1", "10")])
    weak = assessed(ANNA, LONG_AGO)
    facts = trained(strong, route(strong, APPROVED))
    facts = World(**{**vars(facts), "sessions": (strong, weak)})
    assert counted("trained_fr", facts) == NONE


def test_trained_fr_wants_the_route_to_be_their_own() -> None:
    session = assessed(BORIS, SESSION_DAY)
    assert counted("trained_fr", trained(session, route(session, APPROVED))) == NONE


def test_trained_fr_of_perm_takes_any_provider_and_its_first_two_do_not() -> None:
    session = assessed(ANNA, provider=ACADEMY, on=SESSION_DAY)
    facts = trained(session)
    perm = (Municipality(A, "57000000", "Округ А"),)
    facts = World(**{**vars(facts), "municipalities": perm})
    found = {
        code: counted(code, facts, setting, unit=unit_of(SCHOOL_A))
        for code, setting in PROFILES["perm"].items()
        if code in {"diagnosed", "routed", "trained_fr"}
    }
    assert found == {"diagnosed": NONE, "routed": NONE, "trained_fr": ONE}


@pytest.mark.parametrize(
    ("completed", "expected"),
    [(date(2022, 12, 31), NONE), (date(2023, 1, 1), ONE), (D, ONE), (DAY_AFTER_D, NONE)],
)
def test_trained_fr_cum_looks_back_to_1_january_2023(completed: date, expected: frozenset[str]) -> None:
    session = assessed(ANNA, LONG_AGO)
    facts = trained(session, route(session, LONG_AGO), enrolled=LONG_AGO, completed=completed)
    setting = Setting(SETTING.region, window=PROFILES["oktyabrsky"]["trained_fr_cum"].window)
    assert counted("trained_fr_cum", facts, setting) == expected


@pytest.mark.parametrize(
    ("completed", "expelled", "expected"),
    [
        (FROM, None, ONE),
        (DAY_BEFORE_FROM, None, NONE),
        (D, None, ONE),
        (DAY_AFTER_D, None, NONE),
        (None, None, NONE),
        (None, MIDDLE, NONE),
    ],
)
def test_qualified_by_the_day_of_completion(
    completed: date | None, expelled: date | None, expected: frozenset[str]
) -> None:
    facts = world(works(ANNA), Program(PROGRAM, ACADEMY), Enrollment(ANNA, PROGRAM, LONG_AGO, completed, expelled))
    assert counted("qualified", facts) == expected


def test_qualified_counts_a_person_with_two_trainings_once() -> None:
    facts = world(
        works(ANNA, position=HEAD),
        Organization("ИРО-2", "ИРО", A),
        Program(PROGRAM, ACADEMY),
        Program("ДПП-2", "ИРО-2", "ПП"),
        Enrollment(ANNA, PROGRAM, LONG_AGO, MIDDLE),
        Enrollment(ANNA, "ДПП-2", LONG_AGO, MIDDLE),
    )
    assert counted("qualified", facts) == ONE
