"""The doubts about figures: every unit of a report against its last year and against like units."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from apps.monitoring.enums import About, FindingRecord, Level
from apps.monitoring.findings import OUTLIERS, OutlierRule
from apps.monitoring.findings.outliers import Point
from apps.monitoring.models import Finding, Report, ReportUnit
from apps.monitoring.selectors.readings import Readings
from apps.monitoring.wording import short_name
from apps.organizations.models import Organization

BATCH = 2000
LONGEST = 500


def find_outliers(report: Report) -> int:
    """Compare the figures of the report's units and store what is odd; after ``snapshot.store``, as the system.

    Like units are the municipalities, and the counted organizations of one kind. The figure of the year before counts
    where its method was the same. Returns how many doubts there are.
    """
    units = list(ReportUnit.objects.filter(report=report))
    for unit in units:
        unit.report = report
    readings = Readings(report, units)
    kinds = dict(Organization.objects.filter(region=report.region_id).values_list("pk", "kind"))
    found = [
        finding(report, rule, units[point.unit], f"{short_name(method)}: {words}")
        for number, method in enumerate(report.methods)
        for points in alike(readings, number, kinds)
        for rule in OUTLIERS.values()
        for point, words in rule.find(points)
    ]
    Finding.objects.bulk_create(found, batch_size=BATCH)
    return len(found)


def alike(readings: Readings, number: int, kinds: Mapping[int, str]) -> Iterator[list[Point]]:
    """One indicator in every group of like units; units without a denominator are left out."""
    groups: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for place, unit in enumerate(readings.units):
        one = readings.reading(unit, number)
        if not one.value.denominator:
            continue
        before = one.previous
        past = (before.numerator, before.denominator) if before else None
        group = (unit.level, kinds.get(unit.organization_id or 0, ""))
        groups[group].append(Point(place, (one.value.numerator, one.value.denominator), past))
    yield from (groups[key] for key in sorted(groups))


def finding(report: Report, rule: OutlierRule, unit: ReportUnit, sentence: str) -> Finding:
    """An unsaved doubt about a unit's figure."""
    text = sentence[:LONGEST]
    place: dict[str, Any] = {
        "region_id": unit.region_id,
        "municipality_id": unit.municipality_id,
        "organization_id": unit.organization_id,
    }
    own = unit.level == Level.ORGANIZATION
    return Finding(
        report=report,
        rule=rule.code,
        severity=rule.severity,
        about=About.UNIT,
        record=FindingRecord.ORGANIZATION if own else "",
        record_ref=unit.organization_id if own else None,
        sentence=text,
        mark=mark_of(rule.code, unit, text),
        **place,
    )


def mark_of(rule: str, unit: ReportUnit, sentence: str) -> UUID:
    """The mark of a doubt about a unit: its rule, its level and code, its words."""
    whole = "|".join((rule, unit.level, unit.code, sentence))
    return UUID(hashlib.md5(whole.encode(), usedforsecurity=False).hexdigest())
