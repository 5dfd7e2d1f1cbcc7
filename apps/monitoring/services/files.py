"""The report as files: the kept ones of an approved report, else what the acting person may see of it."""

from pathlib import Path

from apps.core.documents.formats import DocumentFormat, render
from apps.core.services import history
from apps.monitoring.enums import FileKind
from apps.monitoring.models import Report, ReportFile
from apps.monitoring.reports import document
from apps.monitoring.selectors.files import kept_file
from apps.monitoring.selectors.quality import findings, may_see_findings
from apps.monitoring.selectors.readings import top_units
from apps.monitoring.services.contract import as_json, value_json
from apps.monitoring.services.keeping import bytes_of
from apps.monitoring.wording import period_title

__all__ = ["as_json", "file_name", "value_json", "write_document"]
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


def document_bytes(report: Report, form: DocumentFormat) -> bytes:
    """Of an approved report the approved bytes, for whoever sees its whole territory; else what the reader may see.

    Raises ``Damaged`` where the kept bytes are not those that were approved.
    """
    kept = kept_file(report, FileKind(form.value))
    return bytes_of(kept) if kept is not None else render(document(report, form), form)


def write_document(report: Report, form: DocumentFormat, path: Path) -> None:
    """Write a file of the report and log that it left the portal.

    Raises ``Damaged`` where the kept bytes are not those that were approved.
    """
    path.write_bytes(document_bytes(report, form))
    if kept := kept_file(report, FileKind(form.value)):
        log_kept(kept)
        return
    people = findings(report).exclude(person=None).count() if form is DocumentFormat.XLSX and may_see_findings() else 0
    history.log_export(file_name(report, form), people)


def log_kept(kept: ReportFile) -> None:
    """Log that a kept file left the portal; it names nobody."""
    history.log_export(kept.name, 0)
