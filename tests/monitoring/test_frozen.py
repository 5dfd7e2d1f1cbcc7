"""An approved report is explained by what was approved, whatever becomes of the data (issue 3, acceptance)."""

from typing import Any

import pytest

from apps.core.actor import acting, system
from apps.indicators.models import Indicator, Target
from apps.monitoring.models import PersonWords, Report, ReportFile
from apps.monitoring.selectors import explanation, hidden
from apps.monitoring.selectors.readings import targets
from apps.monitoring.selectors.subjects import Group
from apps.monitoring.services.keeping import bytes_of
from apps.monitoring.services.workflow import approve_report, submit_report
from apps.organizations.models import Profile
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast
from tests.monitoring.year import Year, edit_at_random, make_year, year_report
from tests.reports import compute


@pytest.fixture
def year(cast: Cast) -> Year:
    with acting(system("test")):
        return make_year(cast)


def approve(cast: Cast, report: Report) -> Report:
    with acting(cast.actor("cnppm")):
        submit_report(report=report)
    with acting(cast.actor("ministry")):
        return approve_report(report=report)


def told(report: Report) -> list[Any]:
    """The whole explanation: every figure of every unit in words, everyone behind the figures of the territory."""
    found: list[Any] = []
    report = Report.objects.get(pk=report.pk)
    for unit in report.units.all():
        for number, method in enumerate(report.methods):
            one = explanation.explain(report, method["code"], unit)
            found.append((unit.name, one.words, one.value, one.reasons))
            if unit.level == "region":
                groups = [Group(), Group(outside=True)]
                lines = [explanation.lines(report, number, unit, group, limit=None) for group in groups]
                found.append([(line.subject, line.record) for group in lines for line in group])
    for organization in report.facts.values_list("organization_id", flat=True):
        members = explanation.members(report, 3, organization)
        found.append([(line.subject.name, line.record) for line in members])
    return found


def kept_bytes(report: Report) -> list[tuple[str, bytes]]:
    """The approved documents."""
    return [(kept.sha256, bytes_of(kept)) for kept in ReportFile.objects.filter(report=report)]


def test_thousand_edits_change_neither_the_bytes_nor_the_explanation(cast: Cast, year: Year) -> None:
    report = year_report(cast)
    with acting(system("test")):
        before_approval = told(report)
    approve(cast, report)
    with acting(system("test")):
        explained, files = told(report), kept_bytes(report)
        lists = [part for part in explained if isinstance(part, list)]
        assert sum(len(part) for part in lists) > 90
        assert {line[1] for part in lists for line in part} == {
            line[1] for part in before_approval if isinstance(part, list) for line in part
        }
    edit_at_random(year, 1000, seed=1)
    with acting(system("test")):
        assert told(report) == explained
        assert kept_bytes(report) == files
    assert year_report_again(report) != report.hash


def year_report_again(report: Report) -> str:
    """The hash of the year computed anew: the edits were real ones."""
    again = compute(report.profile)
    assert (again.version, again.previous_id) == (2, report.pk)
    return again.hash


def test_former_employer_keeps_the_figure_and_loses_the_name(cast: Cast, year: Year) -> None:
    report = approve(cast, year_report(cast, "diagnosed"))
    mover = year.people[1]
    methodist = cast.actor("methodist")

    def seen() -> tuple[bool, int, int]:
        with acting(methodist):
            unit = explanation.unit_of(report, cast.municipality_a.oktmo)
            lines = explanation.lines(report, 0, unit, Group(), limit=None)
            value = explanation.explain(report, "diagnosed", unit).value
            counted = hidden.counted(report, 0, unit, Group())
            return any(line.subject.name == mover.full_name for line in lines), value.denominator, counted

    before = seen()
    with acting(system("test")):
        mover.employments.update(end=make.LONG_AGO)
        make.make_employment(mover, cast.school_b, start=make.LONG_AGO.replace(year=2016))
    assert (before[0], seen()) == (True, (False, before[1], before[2] - 1))
    with acting(system("test")):
        assert PersonWords.objects.get(report=report, person=mover).organization_id == cast.school_b.pk


def test_targets_and_names_of_bodies_stay_those_of_the_approval(cast: Cast) -> None:
    report = year_report(cast, "diagnosed")
    with acting(system("test")):
        goal = Target.objects.create(indicator=Indicator.objects.get(code="diagnosed"), year=2025, value=40)
    approve(cast, report)
    with acting(system("test")):
        Target.objects.filter(pk=goal.pk).update(value=90)
        Profile.objects.filter(pk=report.profile_id).update(subject_names={"cnppm": {"short": "Другой центр"}})
        kept = Report.objects.get(pk=report.pk)
        assert {key: str(value) for key, value in targets(kept).items()} == {("diagnosed", ""): "40.00"}
        assert explanation.names_of(kept) == {}


def test_draft_is_explained_by_the_records_of_today(cast: Cast, year: Year) -> None:
    report = year_report(cast, "diagnosed")
    with acting(system("test")):
        Person.objects.filter(pk=year.people[1].pk).update(last_name="Сегодняшняя")
        lines = explanation.lines(report, 0, explanation.unit_of(report, cast.region.oktmo), Group(), limit=None)
    assert [line.subject.name for line in lines if "Сегодняшняя" in line.subject.name] == ["Сегодняшняя Анна"]
