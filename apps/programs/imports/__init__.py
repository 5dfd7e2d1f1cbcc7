"""The spreadsheets of programmes, of their parts and groups, of training and its quotas."""

from apps.programs.imports import enrollments, programs, quotas, structure

__all__ = ["enrollments", "programs", "quotas", "structure"]
