"""The way of a report: who takes which step, and what an approval freezes."""

import pytest

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.monitoring.models import Report, ReportUnit
from apps.monitoring.policies import may_compute
from apps.monitoring.services.workflow import StepRefused, approve_report, return_report, submit_report
from tests.cast import Cast
from tests.reports import compute, make_profile


@pytest.fixture
def report(cast: Cast) -> Report:
    with acting(system("test")):
        return compute(make_profile(cast.region, "diagnosed"))


def submitted(cast: Cast, report: Report) -> Report:
    with acting(cast.actor("cnppm")):
        return submit_report(report=report)


def test_report_goes_from_draft_to_approved(cast: Cast, report: Report) -> None:
    submitted(cast, report)
    with acting(cast.actor("ministry")):
        approved = approve_report(report=report)
    assert (approved.state, approved.published) == ("approved", True)


def test_federal_operator_sees_the_report_once_it_is_approved(cast: Cast, report: Report) -> None:
    def seen() -> tuple[int, int]:
        with acting(cast.actor("federal")):
            return Report.objects.count(), ReportUnit.objects.count()

    submitted(cast, report)
    assert seen() == (0, 0)
    with acting(cast.actor("ministry")):
        approve_report(report=report)
    with acting(system("test")):
        units = report.units.count()
    assert seen() == (1, units)


def test_returned_report_keeps_the_remark_and_may_be_submitted_again(cast: Cast, report: Report) -> None:
    submitted(cast, report)
    with acting(cast.actor("ministry")):
        returned = return_report(report=report, remark=" Нет данных района Б ")
    assert (returned.state, returned.remark) == ("returned", "Нет данных района Б")
    assert submitted(cast, report).state == "submitted"


def test_return_needs_a_remark(cast: Cast, report: Report) -> None:
    submitted(cast, report)
    with acting(cast.actor("ministry")), pytest.raises(StepRefused) as refused:
        return_report(report=report, remark=" ")
    assert str(refused.value) == "Напишите, что исправить"


@pytest.mark.parametrize("role", ["ministry", "methodist", "operator", "federal", "moo"])
def test_only_the_bodies_of_the_profile_submit(cast: Cast, report: Report, role: str) -> None:
    with acting(cast.actor(role)), pytest.raises(StepRefused):
        submit_report(report=report)


@pytest.mark.parametrize("role", ["cnppm", "iro", "moo"])
def test_only_the_bodies_of_the_profile_decide(cast: Cast, report: Report, role: str) -> None:
    submitted(cast, report)
    with acting(cast.actor(role)):
        with pytest.raises(StepRefused):
            approve_report(report=report)
        with pytest.raises(StepRefused):
            return_report(report=report, remark="Нет")


def test_draft_is_not_approved(cast: Cast, report: Report) -> None:
    with acting(cast.actor("ministry")), pytest.raises(StepRefused):
        approve_report(report=report)


def test_step_stands_in_the_history_under_the_person(cast: Cast, report: Report) -> None:
    submitted(cast, report)
    with acting(system("test")):
        entry = HistoryEntry.objects.filter(verb="submit_report").get()
    assert entry.actor_key == cast.actor("cnppm").key
    assert (entry.before["state"], entry.after["state"]) == ("draft", "submitted")


def test_municipal_profile_is_worked_on_in_its_municipality(cast: Cast) -> None:
    workflow = {"computes": ["mms"], "submits": ["mms"], "approves": ["moo"]}
    with acting(system("test")):
        ours = make_profile(cast.region, "diagnosed", municipality=cast.municipality_a)
        other = make_profile(cast.region, "diagnosed", municipality=cast.municipality_b, code="other")
        for profile in (ours, other):
            profile.workflow = workflow
    actor = cast.actor("methodist")
    assert (may_compute(actor, ours), may_compute(actor, other)) == (True, False)


def test_profile_of_another_region_is_nobodys_here(cast: Cast) -> None:
    with acting(system("test")):
        foreign = make_profile(cast.foreign_region, "diagnosed")
    assert may_compute(cast.actor("cnppm"), foreign) is False
