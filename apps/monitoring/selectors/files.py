"""The kept files of an approved report and the trail that led to it, as the reader may see them."""

from apps.core import access
from apps.core.actor import current
from apps.monitoring.enums import FileKind
from apps.monitoring.models import Report, ReportFile, ReportMove


def kept_file(report: Report, kind: FileKind) -> ReportFile | None:
    """The approved document of that kind; None before the approval, or where the reader sees only a part of it all."""
    rows = ReportFile.objects.filter(access.scope(ReportFile, current()), report=report, kind=kind)
    return rows.exclude(kind=FileKind.SIGNATURE).first()


def kept_files(report: Report) -> list[tuple[ReportFile, list[ReportFile]]]:
    """The approved documents, each with the signatures under it."""
    rows = list(ReportFile.objects.filter(access.scope(ReportFile, current()), report=report))
    return [(one, [sign for sign in rows if sign.signs_id == one.pk]) for one in rows if one.signs_id is None]


def moves_of(report: Report) -> list[ReportMove]:
    """The steps of the report's way, the first one first; nothing for who reads what is published alone."""
    return list(ReportMove.objects.filter(access.scope(ReportMove, current()), report=report))
