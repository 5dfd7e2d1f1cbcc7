"""The spreadsheet of students' results."""

from apps.passport.imports import results

__all__ = ["results"]
