"""The differences of two computations as a file."""

from pathlib import Path

from apps.core.documents.formats import DocumentFormat, render
from apps.core.services import history
from apps.monitoring.enums import ReportState
from apps.monitoring.models import Report
from apps.monitoring.reports.differences import differences_book
from apps.monitoring.selectors.differences import Pair
from apps.monitoring.selectors.explanation import NotInReport, unit_of
from apps.monitoring.wording import title_of


def in_order(report: Report, other: Report) -> Pair:
    """The two, the earlier version first, today's recomputation last."""
    first = other.state != ReportState.TRIAL and other.version < report.version
    return Pair(other, report) if first else Pair(report, other)


def differences_name(report: Report) -> str:
    """The name under which the reader saves the file."""
    return f"Различия, {title_of(report)}.xlsx".replace("\u00a0", " ")


def write_differences(report: Report, other: Report, unit: str, path: Path) -> None:
    """Write the workbook of a unit and log that it left the portal, with the number of people named in it."""
    pair = in_order(report, other)
    try:
        place = unit_of(pair.after, unit)
        place.report = pair.after
    except NotInReport:
        place = unit_of(pair.before, unit)
        place.report = pair.before
    document, people = differences_book(pair, place)
    path.write_bytes(render(document, DocumentFormat.XLSX))
    history.log_export(differences_name(report), people)
