"""The spreadsheets of people: staff and appointments."""

from apps.teachers.imports import appointments, staff

__all__ = ["appointments", "staff"]
