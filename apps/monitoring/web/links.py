"""Addresses of report pages, and of the places where a figure or a finding is mended."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from apps.core.actor import Actor
from apps.core.web import resource as resources
from apps.core.web.resource import Resource
from apps.indicators.enums import Record, Subject
from apps.indicators.rules import rule_of
from apps.monitoring.enums import Level
from apps.monitoring.models import Report, ReportUnit

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
SUBJECTS = {
    Subject.PERSON: "teachers.person",
    Subject.PROGRAM: "programs.program",
    Subject.TEAM: "organizations.organization",
    Subject.ORGANIZATION: "organizations.organization",
}


def report_url(report: Report, **query: Any) -> str:
    """The page of a report; ``unit`` and ``indicator`` in the query choose what it shows."""
    return with_query(reverse("monitoring:report_detail", args=(report.pk,)), **query)


def figure_url(report: Report, indicator: str, unit: ReportUnit, **query: Any) -> str:
    """The explanation of a figure."""
    return with_query(reverse("monitoring:figure", args=(report.pk, indicator)), unit=unit.code, **query)


def with_query(url: str, **query: Any) -> str:
    """An address with the parameters that have a value."""
    given = {name: value for name, value in query.items() if value not in (None, "")}
    return f"{url}?{urlencode(given)}" if given else url


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


def worklist_url(rule: str, unit: ReportUnit, actor: Actor) -> tuple[str, str]:
    """The list in which the records that this rule looks for are entered, narrowed to the unit: its name and address.

    Both are empty where the role may not open it.
    """
    label = RECORDS[rule_of(rule).sources[-1].records[0]]
    found = open_resource(label, actor)
    if found is None:
        return "", ""
    known = set(found.filterset.base_filters) if found.filterset is not None else set()
    place = {Level.MUNICIPALITY: ("municipality", unit.municipality_id)}
    name, key = place.get(Level(unit.level), ("organization", unit.organization_id))
    narrowed = {name: key} if name in known else {}
    return found.titles.page, with_query(found.url("list"), **narrowed)
