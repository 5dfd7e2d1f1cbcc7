"""Addresses of report pages, and of the places where a figure or a finding is mended."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from apps.core.actor import Actor
from apps.core.web import resource as resources
from apps.core.web.resource import Resource
from apps.indicators.enums import Record, Subject
from apps.indicators.rules import Rule, rule_of
from apps.monitoring.enums import Level, ReportKind
from apps.monitoring.models import Report, ReportUnit
from apps.monitoring.selectors.explanation import Explanation
from apps.monitoring.selectors.shortfalls import key_of

# The resource on whose card a record of that kind is looked at and mended.
RECORDS: Mapping[Record, str] = {
    Record.SESSION: "diagnostics.session",
    Record.ROUTE: "routes.route",
    Record.ENROLLMENT: "programs.enrollment",
    Record.PARTICIPATION: "events.participation",
    Record.PAIR: "events.pair",
    Record.APPOINTMENT: "teachers.appointment",
    Record.ENTRY: "programs.entry",
}
# Where the first failed condition is mended, by its key in the rules.
WORKLISTS: Mapping[str, str] = {
    **dict.fromkeys(("independent", "provider", "annulled", "session"), "diagnostics.session"),
    **dict.fromkeys(("drafted", "approved", "in_window", "kept"), "routes.route"),
    **dict.fromkeys(("item", "deficit"), "routes.item"),
    **dict.fromkeys(("registry", "included", "excluded"), "programs.entry"),
    **dict.fromkeys(("theme", "kind", "stayed", "completed"), "programs.enrollment"),
    **dict.fromkeys(("support", "contest", "competed", "presented", "role"), "events.participation"),
}
SUBJECTS = {
    Subject.PERSON: "teachers.person",
    Subject.PROGRAM: "programs.program",
    Subject.TEAM: "organizations.organization",
    Subject.ORGANIZATION: "organizations.organization",
}


def report_url(report: Report, **query: Any) -> str:
    """The page of a report; ``unit`` and ``indicator`` in the query choose what it shows."""
    if report.kind != ReportKind.REPORT:
        return with_query(reverse("monitoring:live"), profile=report.profile.code, **query)
    return with_query(reverse("monitoring:report_detail", args=(report.pk,)), **query)


def figure_url(report: Report, indicator: str, unit: ReportUnit, **query: Any) -> str:
    """The explanation of a figure."""
    return with_query(reverse("monitoring:figure", args=(report.pk, indicator)), unit=unit.code, **query)


def with_query(url: str, **query: Any) -> str:
    """An address with the parameters that have a value."""
    given = {name: value for name, value in query.items() if value not in (None, "")}
    return f"{url}?{urlencode(given, doseq=True)}" if given else url


def open_resource(label: str, actor: Actor) -> Resource | None:
    """The resource of that label, where there is one and the role may open it."""
    try:
        found = resources.get(label)
    except KeyError:
        return None
    return found if found.opens(actor) else None


def card_url(label: str, key: int | None, actor: Actor) -> str:
    """The address of a card; empty where there is none or it is closed to the role."""
    found = open_resource(label, actor) if key else None
    return found.url("detail", key) if found is not None and found.detail else ""


def record_url(record: Record | None, key: int | None, actor: Actor) -> str:
    """The card of a deciding record."""
    return card_url(RECORDS[record], key, actor) if record is not None else ""


def worklist_of(rule: Rule, stage: int | None) -> tuple[str, dict[str, Any]]:
    """The list in which a reason is mended: the resource and what narrows it beside the place."""
    if rule.subject == Subject.TEAM or not stage:
        return RECORDS[rule.sources[0].records[0]], {}
    key = rule.steps[stage - 1].key
    if (rule.code, key) == ("routed", "approved"):
        return WORKLISTS[key], {"state": ["draft", "agreed"]}
    return WORKLISTS[key], {}


def people_url(told: Explanation, stage: int | None, actor: Actor) -> str:
    """Today's worklist of a reason: the people whom it keeps out, in the unit; empty where there is none."""
    of_people = rule_of(told.method["rule"]).subject == Subject.PERSON
    found = open_resource("teachers.worklist", actor) if told.report.kind == ReportKind.LIVE and of_people else None
    if found is None or stage is None:
        return ""
    return with_query(found.url("list"), shortfall=key_of(told.report, told.number, stage), **place_of(told.unit))


def place_of(unit: ReportUnit) -> dict[str, Any]:
    """What narrows a list to a unit."""
    return {
        Level.REGION: {},
        Level.MUNICIPALITY: {"municipality": unit.municipality_id},
        Level.ORGANIZATION: {"organization": unit.organization_id},
    }[Level(unit.level)]


def worklist_url(code: str, stage: int | None, unit: ReportUnit, actor: Actor) -> tuple[str, str]:
    """That list narrowed to the unit: its name and address, both empty where the role may not open it."""
    label, more = worklist_of(rule_of(code), stage)
    found = open_resource(label, actor)
    if found is None:
        return "", ""
    known = set(found.filterset.base_filters) if found.filterset is not None else set()
    narrowed = {name: value for name, value in {**place_of(unit), **more}.items() if name in known}
    return found.titles.page, with_query(found.url("list"), **narrowed)
