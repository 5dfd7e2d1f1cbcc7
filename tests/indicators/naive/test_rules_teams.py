"""`teams_trained` and `teams_cum`: the share, the theme, the kind, the day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tests.indicators.naive.builders import (
    ACADEMY,
    ANNA,
    BORIS,
    DAY_AFTER_D,
    DAY_BEFORE_D,
    DAY_BEFORE_FROM,
    FROM,
    GLEB,
    IN_A,
    IN_REGION,
    LONG_AGO,
    MIDDLE,
    SCHOOL_A,
    SCHOOL_B,
    SETTING,
    VERA,
    D,
    counted,
    outcome,
    unit_of,
    works,
    world,
)
from tests.indicators.naive.profiles import PROFILES
from tests.indicators.naive.snils import snils
from tests.indicators.naive.world import (
    DEPUTY,
    HEAD,
    OTHER_POSITION,
    PK,
    PP,
    QUALITY_THEME,
    TEACHER,
    Employment,
    Enrollment,
    Program,
    World,
)

TEAM = (ANNA, BORIS, VERA, GLEB)
SINCE_2023 = replace(SETTING, window=PROFILES["oktyabrsky"]["teams_cum"].window)
YES, NO = frozenset({SCHOOL_A}), frozenset[str]()


def schooling(theme: str | None = QUALITY_THEME, kind: str = PK) -> Program:
    """The programme the managers study."""
    return Program("УКО", ACADEMY, kind, theme)


def team(
    size: int,
    trained: int,
    program: Program | None = None,
    completed: date | None = MIDDLE,
    extra: tuple[Employment, ...] = (),
) -> World:
    """A team of a size, the first so many of whom were trained."""

    def facts() -> Iterator[object]:
        yield program or schooling()
        yield from extra
        for number, person in enumerate(TEAM[:size]):
            yield works(person, position=HEAD if number == 0 else DEPUTY)
            if number < trained:
                yield Enrollment(person, "УКО", LONG_AGO, completed)

    return world(*facts())


@pytest.mark.parametrize(
    ("size", "trained", "share", "expected"),
    [
        (1, 0, Fraction(1, 2), NO),
        (1, 1, Fraction(1, 2), YES),
        (2, 1, Fraction(1, 2), YES),
        (3, 1, Fraction(1, 2), NO),
        (3, 2, Fraction(1, 2), YES),
        (4, 2, Fraction(1, 2), YES),
        (3, 2, Fraction(2, 3), YES),
        (3, 2, Fraction(67, 100), NO),
        (4, 3, Fraction(1), NO),
        (4, 4, Fraction(1), YES),
    ],
)
def test_teams_trained_by_the_share_exactly_reached(
    size: int, trained: int, share: Fraction, expected: frozenset[str]
) -> None:
    assert counted("teams_trained", team(size, trained), replace(SETTING, share=share)) == expected


@pytest.mark.parametrize(
    ("theme", "expected"),
    [
        (QUALITY_THEME, YES),
        ("Управление качеством образования", YES),
        ("управление образованием", NO),
        (None, NO),
    ],
)
def test_teams_trained_in_the_theme_only(theme: str | None, expected: frozenset[str]) -> None:
    assert counted("teams_trained", team(1, 1, schooling(theme))) == expected


@pytest.mark.parametrize(
    ("completed", "expected"),
    [(FROM, YES), (DAY_BEFORE_FROM, NO), (D, YES), (DAY_AFTER_D, NO), (None, NO)],
)
def test_teams_trained_by_the_day_of_completion(completed: date | None, expected: frozenset[str]) -> None:
    assert counted("teams_trained", team(1, 1, completed=completed)) == expected


@pytest.mark.parametrize("kind", [PK, PP])
def test_teams_trained_on_a_programme_of_either_kind(kind: str) -> None:
    assert counted("teams_trained", team(1, 1, schooling(kind=kind))) == YES


def test_teams_trained_counts_people_and_not_certificates() -> None:
    again = replace(team(4, 1), programs=(schooling(), replace(schooling(), code="УКО-2")))
    twice = (*again.enrollments, Enrollment(ANNA, "УКО-2", LONG_AGO, MIDDLE))
    assert counted("teams_trained", replace(again, enrollments=twice)) == NO


def test_teams_trained_leaves_out_a_trained_teacher() -> None:
    facts = world(
        works(ANNA, position=HEAD),
        works(BORIS, position=TEACHER),
        works(VERA, position=OTHER_POSITION),
        schooling(),
        Enrollment(BORIS, "УКО", LONG_AGO, MIDDLE),
        Enrollment(VERA, "УКО", LONG_AGO, MIDDLE),
    )
    assert counted("teams_trained", facts) == NO


@pytest.mark.parametrize(("left", "expected"), [(DAY_BEFORE_D, NO), (D, YES)])
def test_teams_trained_by_the_team_of_the_reporting_day(left: date, expected: frozenset[str]) -> None:
    facts = world(
        works(ANNA, position=HEAD, end=left),
        works(BORIS, position=DEPUTY),
        schooling(),
        Enrollment(ANNA, "УКО", LONG_AGO, MIDDLE),
    )
    assert counted("teams_trained", facts) == expected


def test_teams_trained_counts_a_manager_at_the_main_job_only() -> None:
    facts = team(1, 1, extra=(works(ANNA, SCHOOL_B, DEPUTY, is_main=False), works(GLEB, SCHOOL_B, HEAD)))
    assert counted("teams_trained", facts) == YES


def test_teams_trained_is_counted_in_teams_upward() -> None:
    found = outcome("teams_trained", team(4, 2, extra=(works(snils(99), SCHOOL_B, HEAD),)))
    figures = [found.counts(unit) for unit in (unit_of(SCHOOL_A), IN_A, IN_REGION)]
    assert figures == [(1, 1), (1, 1), (1, 2)]


@pytest.mark.parametrize(("kind", "trained", "expected"), [(PK, 1, YES), (PP, 1, NO), (PK, 0, NO), (PK, 4, YES)])
def test_teams_cum_wants_one_member_with_an_in_service_course(
    kind: str, trained: int, expected: frozenset[str]
) -> None:
    assert counted("teams_cum", team(4, trained, schooling(None, kind)), SINCE_2023) == expected


@pytest.mark.parametrize(
    ("completed", "expected"),
    [(date(2022, 12, 31), NO), (date(2023, 1, 1), YES), (D, YES), (DAY_AFTER_D, NO)],
)
def test_teams_cum_looks_back_to_1_january_2023(completed: date, expected: frozenset[str]) -> None:
    assert counted("teams_cum", team(1, 1, completed=completed), SINCE_2023) == expected
