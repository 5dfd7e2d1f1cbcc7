"""The subjects behind a figure, read from the frozen facts: who, in which organization, with which outcome.

Reads through the wall: who may not see facts gets none, and a person outside of the reader's scope has no name here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from apps.indicators.enums import Record, Subject
from apps.indicators.marks import SHIFT, Mark, read
from apps.indicators.rules import Rule
from apps.indicators.selectors import methods
from apps.indicators.sql.frame import OUTSIDE
from apps.indicators.sql.statement import TEAM_PASSED, Method
from apps.monitoring.enums import Level
from apps.monitoring.models import Report, ReportUnit

TEAM_REASONS = (
    "никто из управленческой команды не обучен",
    "обучена меньшая часть управленческой команды, чем требуется",
)


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """One subject of a figure: a person, a programme, an organization or its team.

    ``name`` is empty where the reader may not see the person. ``trained`` is the number of a team's trained members.
    ``words`` is the record in words as an approval froze it; None while it is read from the record itself.
    """

    id: int
    name: str
    organization_id: int
    organization: str
    stage: int
    on: date | None
    record: Record | None
    record_id: int | None
    trained: int = 0
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A part of a figure's subjects: ``stage`` of those in the denominator, or those outside of the staff."""

    stage: int | None = None
    outside: bool = False


def passed(rule: Rule) -> int:
    """The stage of the numerator."""
    return TEAM_PASSED if rule.subject == Subject.TEAM else rule.passed


def reasons(rule: Rule) -> tuple[str, ...]:
    """The sentence of every stage short of the numerator."""
    return TEAM_REASONS if rule.subject == Subject.TEAM else rule.reasons


def method_of(report: Report, number: int) -> Method:
    """The report's method by its place."""
    return methods(report.methods)[number]


def line_of(report: Report, number: int, *, of_people: bool = False) -> int:
    """The line of the facts' arrays that holds the method's outcomes, from 1 as PostgreSQL counts.

    A team's method has two: its own, and that of the managers among the outcomes of people (``of_people``).
    """
    every = methods(report.methods)
    subject = every[number].rule.subject
    if subject == Subject.PERSON or of_people:
        alike = [method for method in every if method.per_person]
    elif subject == Subject.PROGRAM:
        alike = [method for method in every if method.rule.subject == subject]
    else:
        alike = [method for method in every if method.rule.subject in (Subject.TEAM, Subject.ORGANIZATION)]
    return alike.index(every[number]) + 1


@dataclass(frozen=True, slots=True)
class Source:
    """Where the subjects of a method are read from, as SQL.

    ``rows`` yields (id, flags, outcome, record) beside an organization's row of facts ``f``, ``joined`` the names;
    ``words`` is the record in words where they are frozen, else NULL.
    """

    rows: str
    joined: str
    order: str
    name: str
    words: str


LINE = "[%(line)s:%(line)s]"
PEOPLE = f"unnest(f.people, f.flags, f.outcomes{LINE}, f.records{LINE})"
OWN = "(SELECT f.organization_id, 0, f.own_outcomes[%(line)s], f.own_records[%(line)s])"
PROGRAMS = (
    f"(SELECT i, 0, o, r FROM unnest(f.programs, f.program_outcomes{LINE}, f.program_records{LINE}) AS u(i, o, r))"
)
FULL_NAME = "COALESCE(concat_ws(' ', p.last_name, p.first_name, NULLIF(p.middle_name, '')), '')"
LIVE = {
    Subject.PERSON: Source(PEOPLE, "LEFT JOIN teachers_person p ON p.id = x.id", "p.sort_key", FULL_NAME, "NULL"),
    Subject.PROGRAM: Source(
        PROGRAMS, "LEFT JOIN programs_program p ON p.id = x.id", "p.sort_key", "COALESCE(p.title, '')", "NULL"
    ),
    Subject.ORGANIZATION: Source(OWN, "", "n.sort_key", "n.name", "NULL"),
    Subject.TEAM: Source(OWN, "", "n.sort_key", "n.name", "NULL"),
}
# Of an approved report: the person's frozen row is behind the same wall as the person.
FROZEN = {
    Subject.PERSON: Source(
        PEOPLE,
        "LEFT JOIN monitoring_personwords p ON p.report_id = f.report_id AND p.person_id = x.id",
        "p.sort_key",
        "COALESCE(p.name, '')",
        "COALESCE(p.words[%(line)s], '')",
    ),
    Subject.PROGRAM: Source(
        f"unnest(f.programs, array_fill(0, ARRAY[COALESCE(cardinality(f.programs), 0)]), f.program_outcomes{LINE},"
        f" f.program_records{LINE}, f.program_titles, f.program_words{LINE})",
        "",
        "x.title",
        "x.title",
        "x.words",
    ),
    Subject.ORGANIZATION: Source(OWN, "", "n.sort_key", "n.name", "COALESCE(f.own_words[%(line)s], '')"),
    Subject.TEAM: Source(OWN, "", "n.sort_key", "n.name", "''"),
}


def source_of(report: Report, subject: Subject) -> Source:
    """Live rows, or what an approval has frozen."""
    return LIVE[subject] if report.frozen is None else FROZEN[subject]


def columns_of(report: Report, subject: Subject) -> str:
    """The names of what a source yields for each subject."""
    more = ", title, words" if report.frozen is not None and subject == Subject.PROGRAM else ""
    return f"x(id, flags, outcome, record{more})"


def within(unit: ReportUnit) -> str:
    """The organizations of a unit, as a condition on their figures ``n``."""
    if unit.level == Level.ORGANIZATION:
        return "n.code = %(unit)s"
    return "n.parent = %(unit)s" if unit.level == Level.MUNICIPALITY else "TRUE"


def facts_from(report: Report, subject: Subject, unit: ReportUnit) -> str:
    """FROM and WHERE of the subjects of a unit that the method has an outcome for."""
    source = source_of(report, subject)
    return (
        "FROM monitoring_organizationfacts f JOIN monitoring_reportunit n ON n.report_id = f.report_id"
        " AND n.level = 'organization' AND n.organization_id = f.organization_id"
        f" CROSS JOIN LATERAL {source.rows} AS {columns_of(report, subject)}"
        f" {source.joined} WHERE f.report_id = %(report)s AND x.outcome IS NOT NULL AND {within(unit)}"
    )


def condition(group: Group) -> str:
    """The subjects of a group."""
    if group.outside:
        return f"x.flags & {OUTSIDE} <> 0"
    stage = "" if group.stage is None else f" AND x.outcome >> {SHIFT} = %(stage)s"
    return f"x.flags & {OUTSIDE} = 0{stage}"


def run(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of a query, as the acting person."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def stages(report: Report, number: int, unit: ReportUnit) -> dict[int, int]:
    """Stage → how many of the denominator stand there."""
    method = method_of(report, number)
    values = {"report": report.pk, "line": line_of(report, number), "unit": unit.code}
    rows = run(
        f"SELECT x.outcome >> {SHIFT}, count(*) {facts_from(report, method.rule.subject, unit)}"
        f" AND {condition(Group())} GROUP BY 1 ORDER BY 1",
        values,
    )
    return dict(rows)


def subjects(
    report: Report, number: int, unit: ReportUnit, group: Group, *, limit: int | None = 50, offset: int = 0
) -> list[SubjectRow]:
    """A page of the subjects of a group, by name; all of them without a limit."""
    method = method_of(report, number)
    subject = method.rule.subject
    source = source_of(report, subject)
    values = {"report": report.pk, "line": line_of(report, number), "unit": unit.code}
    values |= {"stage": group.stage, "limit": limit, "offset": offset}
    rows = run(
        f"SELECT x.id, {source.name}, n.organization_id, n.name, x.outcome, x.record, {source.words}"
        f" {facts_from(report, subject, unit)} AND {condition(group)}"
        f" ORDER BY {source.order} NULLS LAST, n.code, x.id LIMIT %(limit)s OFFSET %(offset)s",
        values,
    )
    return [subject_row(method.rule, row) for row in rows]


def subject_row(rule: Rule, row: Sequence[Any], *, member: bool = False) -> SubjectRow:
    """A row of the query as a subject; of a team's method a team, or one of its members."""
    key, name, organization_id, organization, outcome, record, words = row
    if rule.subject == Subject.TEAM and not member:
        return SubjectRow(key, name, organization_id, organization, outcome >> SHIFT, None, None, None, trained=record)
    mark: Mark = read(rule, outcome)
    return SubjectRow(
        key, name, organization_id, organization, mark.stage, mark.on, mark.record, record or None, words=words
    )
