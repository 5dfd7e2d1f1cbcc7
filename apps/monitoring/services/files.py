"""The report as the files of the contract (FORMATS, ``compute_report --json``)."""

from pathlib import Path
from typing import Any

from apps.core.documents.formats import DocumentFormat, render
from apps.core.services import history
from apps.monitoring.models import Report, ReportUnit
from apps.monitoring.reports import document
from apps.monitoring.selectors.quality import findings, may_see_findings
from apps.monitoring.selectors.readings import top_units
from apps.monitoring.selectors.values import Value, units_of, value_of
from apps.monitoring.wording import period_title

NAMES = {
    DocumentFormat.XLSX: "Показатели",
    DocumentFormat.PDF: "Аналитическая справка",
    DocumentFormat.DOCX: "Аналитическая справка",
}


def file_name(report: Report, form: DocumentFormat) -> str:
    """The name under which the reader saves a file: «Показатели за 2025 год, Район А.xlsx»."""
    units = ", ".join(unit.name for unit in top_units(report)[:2])
    period = period_title(report.period_from, report.period_to).replace("\u00a0", " ")
    return f"{NAMES[form]} за {period}, {units}.{form.value}"


def write_document(report: Report, form: DocumentFormat, path: Path) -> None:
    """Write a file of the report as the acting person may see it, and log that it left the portal."""
    path.write_bytes(render(document(report, form), form))
    people = findings(report).exclude(person=None).count() if form is DocumentFormat.XLSX and may_see_findings() else 0
    history.log_export(file_name(report, form), people)


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
