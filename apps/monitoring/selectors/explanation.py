"""Why a figure is what it is (DOMAIN 4, «Explained»): the rule in words, the counts of every reason, the lists."""

from dataclasses import dataclass
from typing import Any

from apps.core.actor import acting, system
from apps.indicators.enums import Subject
from apps.indicators.wording import sentence
from apps.monitoring.enums import Level
from apps.monitoring.models import Report, ReportUnit
from apps.monitoring.selectors.records import describe, words_of
from apps.monitoring.selectors.subjects import (
    Group,
    SubjectRow,
    line_of,
    method_of,
    passed,
    reasons,
    run,
    source_of,
    stages,
    subject_row,
    subjects,
)
from apps.monitoring.selectors.values import ORDER, Value, position_of, value_of
from apps.organizations.models import Profile


class NotInReport(LookupError):
    """The report has no such indicator or unit (or the reader may not see it); a Russian sentence."""


@dataclass(frozen=True, slots=True)
class Reason:
    """The first failed condition in words, and of how many."""

    stage: int
    sentence: str
    count: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """A figure explained. ``method`` is the indicator as the report keeps it (title, clause, version, parameters)."""

    report: Report
    unit: ReportUnit
    number: int
    method: dict[str, Any]
    value: Value
    words: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A subject with its deciding record in words."""

    subject: SubjectRow
    record: str


def unit_of(report: Report, code: str) -> ReportUnit:
    """The unit of a report by its code, the highest level first. Raises ``NotInReport``."""
    found = sorted(report.units.filter(code=code), key=lambda unit: ORDER[Level(unit.level)])
    if not found:
        raise NotInReport(f"В отчёте нет территории или организации «{code}»")
    return found[0]


def number_of(report: Report, indicator: str) -> int:
    """The place of an indicator in a report. Raises ``NotInReport``."""
    try:
        return position_of(report, indicator)
    except KeyError as error:
        raise NotInReport(f"В отчёте нет показателя «{indicator}»") from error


def explain(report: Report, indicator: str, unit: ReportUnit) -> Explanation:
    """The figure of a unit explained without names. Raises ``NotInReport``.

    The counts of the reasons are figures: they are aggregated by the system for everyone who may see the unit.
    """
    number = number_of(report, indicator)
    method = method_of(report, number)
    names = names_of(report)
    with acting(system("explanation")):
        counted = stages(report, number, unit)
    told = tuple(
        Reason(stage, text, counted[stage]) for stage, text in enumerate(reasons(method.rule)) if stage in counted
    )
    words = sentence(method, report.period_from, report.period_to, names)
    return Explanation(report, unit, number, report.methods[number], value_of(unit, number), words, told)


def names_of(report: Report) -> dict[str, Any]:
    """The regulation's names of bodies: as they were at the approval, until then the profile's."""
    if report.frozen is not None:
        return dict(report.frozen["names"])
    return dict(Profile.objects.values_list("subject_names", flat=True).get(pk=report.profile_id))


def numerator_group(report: Report, number: int) -> Group:
    """The group of those in the numerator."""
    return Group(passed(method_of(report, number).rule))


def lines(
    report: Report, number: int, unit: ReportUnit, group: Group, *, limit: int | None = 50, offset: int = 0
) -> list[Line]:
    """A page of a group with the deciding records in words; what the reader may not see is not in it."""
    return with_words(subjects(report, number, unit, group, limit=limit, offset=offset))


def with_words(rows: list[SubjectRow]) -> list[Line]:
    """Subjects with their records in words."""
    described = describe(rows)
    return [Line(row, words_of(row, described)) for row in rows]


def members(report: Report, number: int, organization_id: int) -> list[Line]:
    """The managers of an organization's team with what each of them completed."""
    method = method_of(report, number)
    if method.rule.subject != Subject.TEAM:
        raise NotInReport("Показатель считает не управленческие команды")
    source = source_of(report, Subject.PERSON)
    rows = run(
        f"SELECT x.id, {source.name}, f.organization_id, '', x.outcome, x.record, {source.words}"
        f" FROM monitoring_organizationfacts f CROSS JOIN LATERAL {source.rows} AS x(id, flags, outcome, record)"
        f" {source.joined} WHERE f.report_id = %(report)s AND f.organization_id = %(organization)s"
        " AND x.outcome IS NOT NULL"
        " ORDER BY p.sort_key NULLS LAST, x.id",
        {"report": report.pk, "organization": organization_id, "line": person_line_of(report, number)},
    )
    return with_words([subject_row(method.rule, row, member=True) for row in rows])


def person_line_of(report: Report, number: int) -> int:
    """The line of a team's method among the outcomes of people."""
    return line_of(report, number, of_people=True)
