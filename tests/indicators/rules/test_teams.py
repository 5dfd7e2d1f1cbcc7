"""``teams_trained`` and ``teams_cum``: the share of a team, the theme, the kind."""

from datetime import date

import pytest

from apps.core.actor import acting, system
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast
from tests.indicators.rules.conftest import OutcomeOf
from tests.reports import ABSENT, PASSED

THEME = "управление качеством образования"
NOBODY = "никто из управленческой команды не обучен"
TOO_FEW = "обучена меньшая часть управленческой команды, чем требуется"
SPRING = (date(2025, 2, 1), date(2025, 4, 1))


def team(cast: Cast, size: int) -> list[Person]:
    """The managers of school A-1: the head of the cast and others."""
    with acting(system("test")):
        position = make.make_position("Заместитель директора", "manager")
        return [cast.head, *(make.make_person(cast.school_a, position=position) for _ in range(size - 1))]


def train(cast: Cast, people: list[Person], theme: str = THEME, kind: str = "pk") -> None:
    """These people completed a programme in spring."""
    with acting(system("test")):
        program = make.make_program(cast.iro, theme=theme, kind=kind)
        for person in people:
            make.make_enrollment(person, program, *SPRING)


@pytest.mark.parametrize(
    ("size", "trained", "expected"),
    [(1, 0, NOBODY), (2, 1, PASSED), (3, 1, TOO_FEW), (3, 2, PASSED), (4, 2, PASSED)],
)
def test_half_of_the_team_is_enough(cast: Cast, outcome_of: OutcomeOf, size: int, trained: int, expected: str) -> None:
    train(cast, team(cast, size)[:trained])
    assert outcome_of("teams_trained", cast.school_a) == expected


@pytest.mark.parametrize(("trained", "expected"), [(2, TOO_FEW), (3, PASSED)])
def test_share_is_the_profiles(cast: Cast, outcome_of: OutcomeOf, trained: int, expected: str) -> None:
    train(cast, team(cast, 3)[:trained])
    assert outcome_of("teams_trained", cast.school_a, share="0.7") == expected


def test_school_without_managers_has_no_team(cast: Cast, outcome_of: OutcomeOf) -> None:
    assert outcome_of("teams_trained", cast.school_a2) == ABSENT


@pytest.mark.parametrize("theme", ["Управление  качеством образования", " УПРАВЛЕНИЕ КАЧЕСТВОМ ОБРАЗОВАНИЯ"])
def test_theme_is_read_without_case_and_spaces(cast: Cast, outcome_of: OutcomeOf, theme: str) -> None:
    train(cast, [cast.head], theme=theme)
    assert outcome_of("teams_trained", cast.school_a) == PASSED


def test_another_theme_does_not_count(cast: Cast, outcome_of: OutcomeOf) -> None:
    train(cast, [cast.head], theme="Цифровая среда")
    assert outcome_of("teams_trained", cast.school_a) == NOBODY


def test_pedagogue_is_not_of_the_team(cast: Cast, outcome_of: OutcomeOf) -> None:
    train(cast, [cast.teacher])
    assert outcome_of("teams_trained", cast.school_a) == NOBODY


@pytest.mark.parametrize(("kind", "expected"), [("pk", PASSED), ("pp", NOBODY)])
def test_one_member_on_a_programme_of_kind_pk_is_enough(
    cast: Cast, outcome_of: OutcomeOf, kind: str, expected: str
) -> None:
    train(cast, team(cast, 4)[:1], theme="", kind=kind)
    assert outcome_of("teams_cum", cast.school_a) == expected
