"""The spreadsheets of programmes and of training."""

from apps.programs.imports import enrollments, programs

__all__ = ["enrollments", "programs"]
