"""The states of pairs and of the mentoring of teams: on every day each row stands in exactly one of them."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.states import States
from apps.events import pairs, teams
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAYS = [TODAY + timedelta(days=number) for number in (-2, -1, 0, 1, 2)]


def standing(states: States[Any], pk: int, day: Any) -> list[str]:
    """The codes of all states that a row meets on the day."""
    rows = states.model._default_manager.filter(pk=pk)
    return [code for code in states.words if rows.filter(states.where(code, day)).exists()]


def told(states: States[Any], row: Any, **values: Any) -> list[list[str]]:
    """What states the row stands in on each of the days, after these values were written to it."""
    states.model._default_manager.filter(pk=row.pk).update(**values)
    found = [standing(states, row.pk, day) for day in DAYS]
    word = states.words[standing(states, row.pk, TODAY)[0]]
    assert states.text(row) == word
    return found


def test_pair_stands_in_one_state_on_every_day(cast: Cast) -> None:
    with acting(system("test")):
        pair = make.make_pair(cast.colleague, cast.teacher, DAYS[1])
        open_ended = told(pairs.STATES, pair, end=None)
        ends = told(pairs.STATES, pair, end=DAYS[3])
        closed = {"outcome_text": "Вошёл в профессию", "closed_on": TODAY}
        result = [told(pairs.STATES, pair, outcome=outcome, **closed) for outcome in ("done", "early")]
    assert open_ended == [["coming"], ["now"], ["now"], ["now"], ["now"]]
    assert ends == [["coming"], ["now"], ["now"], ["now"], ["silent"]]
    assert result == [[["done"]] * len(DAYS), [["early"]] * len(DAYS)]


def test_mentoring_of_a_team_stands_in_one_state_on_every_day(cast: Cast) -> None:
    with acting(system("test")):
        team = make.make_team(cast.school_a, cast.school_b, start=DAYS[1], contract_number="17", contract_on=TODAY)
        open_ended = told(teams.STATES, team, end=None)
        ends = told(teams.STATES, team, end=DAYS[3])
        bare = told(teams.STATES, team, contract_number="", contract_on=None)
        closed = told(teams.STATES, team, closed_on=TODAY, result="Вышли из списка")
    assert open_ended == [["coming"], ["now"], ["now"], ["now"], ["now"]]
    assert ends == [["coming"], ["now"], ["now"], ["now"], ["past"]]
    assert bare == [["bare"]] * len(DAYS)
    assert closed == [["done"]] * len(DAYS)
