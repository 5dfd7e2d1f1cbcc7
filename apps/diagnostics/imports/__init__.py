"""The spreadsheets of the competence framework and of diagnostics."""

from apps.diagnostics.imports import competences, diagnostics, items

__all__ = ["competences", "diagnostics", "items"]
