"""Explaining a doubt: who may, what it holds for, that it survives a recomputation and a move."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.utils import ProgrammingError

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.monitoring.models import Finding, FindingExplanation, Report
from apps.monitoring.services.explanations import explain, explain_all, withdraw
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast
from tests.reports import compute, make_profile

RULE = "employment_before_career"


@pytest.fixture
def report(cast: Cast) -> Report:
    """A report with one doubt about the teacher's job and one about the stranger's."""
    with acting(system("test")):
        Person.objects.filter(pk__in=(cast.teacher.pk, cast.stranger.pk)).update(career_start=date(2016, 9, 1))
        return compute(make_profile(cast.region, "qualified"))


def finding(cast: Cast, report: Report) -> Finding:
    """The doubt about the teacher."""
    return Finding.objects.get(report=report, rule=RULE, person=cast.teacher)


@pytest.mark.parametrize("role", ["cnppm", "methodist", "operator"])
def test_those_who_keep_the_data_explain(cast: Cast, report: Report, role: str) -> None:
    with acting(cast.actor(role)):
        made = explain(doubt=finding(cast, report), reason=" Работал в детском саду ")
        verb = HistoryEntry.objects.filter(verb="explain_finding").count() if role != "operator" else 1
    assert (made.reason, made.author, made.person_id, verb) == (
        "Работал в детском саду", cast.actor(role).label, cast.teacher.pk, 1,
    )  # fmt: skip


def test_nobody_explains_what_lies_elsewhere(cast: Cast, report: Report) -> None:
    with acting(system("test")):
        theirs = Finding.objects.get(report=report, rule=RULE, person=cast.stranger)
    with acting(cast.actor("operator")), pytest.raises(ProgrammingError), transaction.atomic():
        explain(doubt=theirs, reason="Верно")


def test_explanation_needs_a_reason(cast: Cast, report: Report) -> None:
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError):
        explain(doubt=finding(cast, report), reason="  ")


def test_explanation_survives_a_recomputation_and_leaves_the_hash_alone(cast: Cast, report: Report) -> None:
    with acting(system("test")):
        before = finding(cast, report)
        explain(doubt=before, reason="Верно")
        make.make_person(cast.school_a)
        again = compute(report.profile)
        after = finding(cast, again)
        explained = compute(report.profile)
    assert (after.pk != before.pk, after.mark) == (True, before.mark)
    assert explained.hash == again.hash


def test_changed_data_are_a_new_doubt(cast: Cast, report: Report) -> None:
    with acting(system("test")):
        mark = finding(cast, report).mark
        Person.objects.filter(pk=cast.teacher.pk).update(career_start=date(2017, 9, 1))
        again = compute(report.profile)
        assert finding(cast, again).mark != mark


def test_second_explanation_takes_the_place_of_the_first(cast: Cast, report: Report) -> None:
    with acting(cast.actor("cnppm")):
        explain(doubt=finding(cast, report), reason="Первая")
        explain(doubt=finding(cast, report), reason="Вторая")
        assert list(FindingExplanation.objects.values_list("reason", flat=True)) == ["Вторая"]


def test_several_doubts_are_explained_by_one_reason(cast: Cast, report: Report) -> None:
    with acting(cast.actor("cnppm")):
        chosen = list(Finding.objects.filter(report=report, rule=RULE))
        assert explain_all(doubts=chosen, reason="Перенос из старой базы") == 2
        withdraw(doubt=chosen[0])
        assert FindingExplanation.objects.count() == 1


def test_nothing_is_withdrawn_where_nothing_was_explained(cast: Cast, report: Report) -> None:
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError):
        withdraw(doubt=finding(cast, report))


def test_explanation_follows_its_person(cast: Cast, report: Report) -> None:
    with acting(system("test")):
        explain(doubt=finding(cast, report), reason="Верно")
        cast.teacher.employments.update(end=date(2025, 6, 6))
        make.make_employment(cast.teacher, cast.school_b, start=date(2025, 6, 7))
    with acting(cast.actor("operator")):
        assert FindingExplanation.objects.count() == 0
