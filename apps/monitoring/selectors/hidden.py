"""How many subjects of a figure the reader may not see: those who have moved out of the reader's scope since."""

from apps.core.actor import acting, system
from apps.indicators.enums import Subject
from apps.monitoring.models import Report, ReportUnit
from apps.monitoring.selectors.subjects import Group, condition, facts_from, line_of, method_of, run

NAMED = {Subject.PERSON: "p.id IS NOT NULL", Subject.PROGRAM: "p.id IS NOT NULL"}
# The titles of programmes are frozen with the facts: no one loses sight of them.
NAMED_FROZEN = {Subject.PERSON: "p.id IS NOT NULL"}


def counted(report: Report, number: int, unit: ReportUnit, group: Group) -> int:
    """How many subjects a group has, of those that whoever acts sees with a name."""
    subject = method_of(report, number).rule.subject
    values = {"report": report.pk, "line": line_of(report, number), "unit": unit.code, "stage": group.stage}
    named = (NAMED if report.frozen is None else NAMED_FROZEN).get(subject, "TRUE")
    sql = f"SELECT count(*) {facts_from(report, subject, unit)} AND {condition(group)} AND {named}"
    return int(run(sql, values)[0][0])


def whole(report: Report, number: int, unit: ReportUnit, group: Group) -> int:
    """How many there are in all: a figure, counted by the system for everyone who may see the unit."""
    with acting(system("explanation")):
        return counted(report, number, unit, group)
