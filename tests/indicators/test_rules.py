"""The registry of rules and the marks they give."""

from dataclasses import replace
from datetime import date

import pytest

from apps.core.text import format_interval
from apps.indicators.enums import Population, Record, Subject
from apps.indicators.marks import DATE_MAX, EPOCH, ID_BITS, KIND_BITS, SHIFT, Mark, kinds, mark_sql, read
from apps.indicators.parameters import parse
from apps.indicators.rules import RULES, rule_of
from apps.indicators.sql.binding import bound
from apps.indicators.sql.statement import Method
from apps.indicators.wording import sentence

THIRTEEN = {
    "diagnosed": Subject.PERSON,
    "routed": Subject.PERSON,
    "trained_fr": Subject.PERSON,
    "teams_trained": Subject.TEAM,
    "young_supported": Subject.PERSON,
    "programs_in_fr": Subject.PROGRAM,
    "qualified": Subject.PERSON,
    "contest_people": Subject.PERSON,
    "contest_orgs": Subject.ORGANIZATION,
    "experience_orgs": Subject.ORGANIZATION,
    "experts": Subject.PERSON,
    "trained_fr_cum": Subject.PERSON,
    "teams_cum": Subject.TEAM,
}
START, DAY = date(2025, 1, 1), date(2025, 12, 31)


def test_thirteen_rules_count_what_they_say() -> None:
    assert {code: rule.subject for code, rule in RULES.items()} == THIRTEEN


@pytest.mark.parametrize("code", sorted(THIRTEEN))
def test_every_stage_has_its_sentence(code: str) -> None:
    rule = rule_of(code)
    assert len(rule.reasons) == rule.passed
    assert len(set(rule.reasons)) == len(rule.reasons)


@pytest.mark.parametrize("code", sorted(THIRTEEN))
def test_kinds_of_records_fit_into_the_mark(code: str) -> None:
    assert len(kinds(rule_of(code))) <= 1 << KIND_BITS


def test_step_that_no_rule_has_is_refused() -> None:
    source = replace(rule_of("diagnosed").sources[0], holds={"nothing": "TRUE"})
    with pytest.raises(TypeError):
        replace(rule_of("diagnosed"), sources=(source,))


def test_outcome_is_read_back() -> None:
    days = (date(2025, 5, 5) - EPOCH).days
    outcome = 4 << SHIFT | (DATE_MAX - days) << KIND_BITS | 1
    assert read(rule_of("routed"), outcome) == Mark(4, date(2025, 5, 5), Record.ROUTE)
    assert read(rule_of("routed"), 0) == Mark(0, None, None)


def test_second_source_numbers_its_records_after_the_first() -> None:
    rule = rule_of("young_supported")
    assert kinds(rule) == (Record.PARTICIPATION, Record.PAIR)
    assert f"(0 + 1)::bigint << {ID_BITS}" in mark_sql(rule, rule.sources[1], 1)


def test_parameters_are_bound_by_method() -> None:
    assert bound("{since} {day} {start}", "m3") == "%(m3_since)s %(day)s %(start)s"


@pytest.mark.parametrize("code", sorted(THIRTEEN))
def test_every_rule_is_told_in_a_whole_sentence(code: str) -> None:
    method = Method(0, code, rule_of(code), parse({}, rule_of(code).defaults))
    text = sentence(method, START, DAY)
    assert text.startswith(f"Знаменатель — {Population(method.rule.population).label}")
    assert text.endswith(".")
    assert "{" not in text


def test_profiles_own_names_stand_in_the_sentence() -> None:
    rule = rule_of("diagnosed")
    method = Method(0, "diagnosed", rule, parse({"providers": ["cnppm", "copmkp"]}))
    text = sentence(method, START, DAY, {"cnppm": {"name": "Центр", "short": "ЦНППМПР"}})
    assert text.endswith(
        f"кто завершил {format_interval(START, DAY)} независимую диагностику в ЦНППМПР или ЦОПМКП,"
        " не аннулированную на 31.12.2025."
    )


def test_share_and_theme_stand_in_the_sentence() -> None:
    method = Method(0, "teams_trained", rule_of("teams_trained"), parse({"share": "0.5", "theme": "Качество"}))
    assert sentence(method, START, DAY).endswith(
        f"в которых не менее 50\u00a0% состава завершили {format_interval(START, DAY)} программу по теме «Качество»."
    )
