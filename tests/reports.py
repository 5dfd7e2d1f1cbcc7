"""Reports for tests: a profile of given rules, its computation for 2025, its figures."""

from datetime import date
from typing import Any
from uuid import uuid4

from apps.core.actor import acting, system
from apps.indicators.models import Indicator, MethodVersion
from apps.indicators.rules import rule_of
from apps.monitoring.models import Finding, Report
from apps.monitoring.selectors.explanation import explain
from apps.monitoring.selectors.subjects import Group, SubjectRow, reasons, subjects
from apps.monitoring.selectors.values import Value, position_of, value_of
from apps.monitoring.services.compute import compute_report
from apps.organizations.enums import EDUCATIONAL
from apps.organizations.models import Municipality, Organization, Profile, Region
from apps.teachers.models import Person

START, DAY = date(2025, 1, 1), date(2025, 12, 31)
WORKFLOW = {"computes": ["cnppm"], "submits": ["cnppm"], "approves": ["ministry"], "route_approver": "cnppm"}


def make_profile(region: Region, *rules: str, municipality: Municipality | None = None, **fields: Any) -> Profile:
    """A profile whose indicators are these rules, each under the rule's own code."""
    population = {"education_kinds": sorted(EDUCATIONAL), "founders": fields.pop("founders", None)}
    parameters = fields.pop("parameters", {})
    profile = Profile.objects.create(
        code=fields.pop("code", "test"),
        title="Тестовый профиль",
        level="municipality" if municipality else "region",
        region=region,
        municipality=municipality,
        population=population,
        workflow=WORKFLOW,
        **fields,
    )
    for position, rule in enumerate(rules, start=1):
        text = {"number": str(position), "title": f"Показатель {rule}", "clause": "1", "rule": rule}
        indicator = Indicator.objects.create(
            profile=profile, code=rule, position=position, parameters=parameters, **text
        )
        MethodVersion.objects.create(indicator=indicator, version=1, rule=rule, parameters=parameters)
    return profile


def compute(profile: Profile, start: date = START, day: date = DAY) -> Report:
    """The report of the profile."""
    return compute_report(profile=profile, period_from=start, period_to=day)


def figure(report: Report, code: str, unit: Organization | Municipality | Region | None = None) -> Value:
    """The figure of an indicator in a unit; the report's own territory when none is named."""
    with acting(system("test")):
        units = report.units.all()
        if isinstance(unit, Organization):
            row = units.get(level="organization", code=unit.code)
        elif isinstance(unit, Municipality):
            row = units.get(level="municipality", code=unit.oktmo)
        else:
            row = units.get(level="municipality" if report.municipality_id else "region")
        return value_of(row, position_of(report, code))


def counts(report: Report, code: str, unit: Organization | Municipality | Region | None = None) -> tuple[int, int]:
    """The two integers of a figure."""
    value = figure(report, code, unit)
    return value.numerator, value.denominator


def make_finding(report: Report, person: Person, **fields: Any) -> Finding:
    """A doubt about a person, as a computation would store it."""
    columns = ("organization_id", "municipality_id", "region_id", "managerial")
    values = {"rule": "no_main", "severity": "error", "sentence": "Нет места", "mark": uuid4(), **fields}
    return Finding.objects.create(
        report=report, person=person, **{name: getattr(person, name) for name in columns}, **values
    )


PASSED, OUTSIDE, ABSENT = "в числителе", "не в штате", "вне знаменателя"


def outcome(report: Report, code: str, subject: Any) -> str:
    """What the explanation says of a subject: in the numerator, the first failed condition, not in the staff."""
    with acting(system("test")):
        unit = report.units.get(level="municipality" if report.municipality_id else "region")
        told = explain(report, code, unit)
        for stage, text in enumerate((*reasons(rule_of(told.method["rule"])), PASSED)):
            if has(subject, subjects(report, told.number, unit, Group(stage), limit=None)):
                return text
        outside = subjects(report, told.number, unit, Group(outside=True), limit=None)
        return OUTSIDE if has(subject, outside) else ABSENT


def has(subject: Any, rows: list[SubjectRow]) -> bool:
    """Whether the subject is among the rows."""
    return any(row.id == subject.pk for row in rows)
