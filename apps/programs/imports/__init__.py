"""The spreadsheets of programmes, of their parts and groups, and of training."""

from apps.programs.imports import enrollments, programs, structure

__all__ = ["enrollments", "programs", "structure"]
