"""The passport as documents: one tree for XLSX, PDF and DOCX, and JSON under a published schema."""

from apps.passport.documents.document import document

__all__ = ["document"]
