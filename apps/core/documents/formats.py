"""The files a report can be taken away as."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module

from apps.core.documents.tree import Document


class DocumentFormat(StrEnum):
    """A form of file; its value is the extension."""

    XLSX = "xlsx"
    PDF = "pdf"
    DOCX = "docx"

    @property
    def content_type(self) -> str:
        """Return the media type that a download is sent with."""
        office = "application/vnd.openxmlformats-officedocument"
        return {
            DocumentFormat.XLSX: f"{office}.spreadsheetml.sheet",
            DocumentFormat.PDF: "application/pdf",
            DocumentFormat.DOCX: f"{office}.wordprocessingml.document",
        }[self]


def render(document: Document, form: DocumentFormat) -> bytes:
    """Return the report as a file of the form; the same tree always gives the same bytes.

    A renderer is loaded when it is first asked for: WeasyPrint alone takes more than a second.
    """
    renderer = import_module(f"apps.core.documents.{form.value}")
    data: bytes = renderer.render(document)
    return data
