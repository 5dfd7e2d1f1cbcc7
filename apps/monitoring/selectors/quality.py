"""Reads of the findings about the data behind a report, in the reader's scope."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat, Trim

from apps.core import access
from apps.core.actor import current
from apps.monitoring.enums import Level, Severity
from apps.monitoring.findings import EVERY
from apps.monitoring.models import Finding, Report, ReportUnit
from apps.monitoring.selectors.violations import GRAVEST_FIRST, RuleCount
from apps.organizations.selectors import short_name
from apps.teachers.models import Person


def may_see_findings() -> bool:
    """Whether the role reads findings at all: to others a report says nothing of them."""
    actor = current()
    return actor.is_system or bool(access.rights().level(actor, "findings", access.READ))


def findings(report: Report, unit: ReportUnit | None = None) -> QuerySet[Finding]:
    """The findings in the reader's scope, of one unit where it is given."""
    rows = Finding.objects.filter(access.scope(Finding, current()), report=report)
    if unit is None or unit.level == Level.REGION:
        return rows
    if unit.level == Level.MUNICIPALITY:
        return rows.filter(municipality=unit.municipality_id)
    return rows.filter(organization=unit.organization_id)


def rule_title(code: str) -> str:
    """A rule in words; the code of one that is there no more."""
    return EVERY[code].title if code in EVERY else code


def rule_counts(report: Report, unit: ReportUnit | None = None) -> list[RuleCount]:
    """The rules that found something, the gravest first, then the most frequent."""
    rows = findings(report, unit).order_by().values_list("rule", "severity").annotate(n=Count("pk"))
    found = [RuleCount(rule, rule_title(rule), Severity(severity), n) for rule, severity, n in rows]
    return sorted(found, key=lambda one: (GRAVEST_FIRST[one.severity], -one.count, one.title))


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding as a line of a list; names are empty where the reader may not see whom they belong to."""

    rule: str
    severity: str
    municipality: str
    organization: str
    person: str
    sentence: str


def finding_lines(report: Report) -> list[FindingLine]:
    """All findings with the names that the reader sees, by rule."""
    full_name = Trim(Concat("last_name", Value(" "), "first_name", Value(" "), "middle_name"))
    person = Person.objects.filter(pk=OuterRef("person_id")).annotate(full=full_name)
    rows = findings(report).annotate(who=Subquery(person.values("full")[:1]), where=short_name())
    names = ("rule", "severity", "municipality__name", "where", "who", "sentence")
    order = rows.order_by("rule", "municipality__sort_key", "where", "who", "id")
    return [FindingLine(*(text or "" for text in row)) for row in order.values_list(*names)]


def places_count(report: Report) -> list[tuple[int, str, int]]:
    """Municipalities with the number of their findings, the most burdened first."""
    rows = findings(report).order_by().values_list("municipality", "municipality__name").annotate(n=Count("pk"))
    return sorted(rows, key=lambda row: (-row[2], row[1]))
