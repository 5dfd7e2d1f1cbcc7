"""The report as a document: one tree of data, drawn as a page, PDF, DOCX and XLSX (ARCHITECTURE, «Documents»).

``view_of`` reads the report as the acting person may see it; ``note`` is the «Аналитическая справка», ``workbook`` the
tables of the XLSX. Both hold only what the reader's scope holds: of persons nothing but the findings sheet.
"""

from apps.core.documents.formats import DocumentFormat
from apps.core.documents.tree import Document
from apps.monitoring.models import Report
from apps.monitoring.reports.note import note
from apps.monitoring.reports.view import View, view_of
from apps.monitoring.reports.workbook import workbook

__all__ = ["View", "document", "note", "official", "view_of", "workbook"]


def document(report: Report, form: DocumentFormat) -> Document:
    """The tree for a file of this form, as the acting person may see the report."""
    return tree(view_of(report), form)


def official(report: Report, form: DocumentFormat) -> Document:
    """The tree of the approved document: the whole territory, and no person by name."""
    return tree(view_of(report, official=True), form)


def tree(view: View, form: DocumentFormat) -> Document:
    """The workbook, or the note."""
    return workbook(view) if form is DocumentFormat.XLSX else note(view)
