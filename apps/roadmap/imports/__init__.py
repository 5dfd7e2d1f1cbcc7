"""Spreadsheets of roadmaps."""

from apps.roadmap.imports import roadmap

__all__ = ["roadmap"]
