"""The report for machines (FORMATS, ``compute_report --json``)."""

from typing import Any

from apps.monitoring.models import Report, ReportUnit
from apps.monitoring.selectors.values import Value, units_of, value_of


def as_json(report: Report) -> dict[str, Any]:
    """The report for machines: every unit of every indicator, null where the denominator is zero."""
    units = units_of(report)
    return {
        "report": report.pk,
        "profile": report.profile.code,
        "from": report.period_from.isoformat(),
        "to": report.period_to.isoformat(),
        "hash": report.hash,
        "indicators": [
            {
                "code": method["code"],
                "title": method["title"],
                "values": [value_json(unit, value_of(unit, number)) for unit in units],
            }
            for number, method in enumerate(report.methods)
        ],
    }


def value_json(unit: ReportUnit, value: Value) -> dict[str, Any]:
    """One figure; the value is text with one decimal and a point."""
    return {
        "level": unit.level,
        "unit": unit.code,
        "numerator": value.numerator,
        "denominator": value.denominator,
        "value": None if value.percent is None else str(value.percent),
    }
