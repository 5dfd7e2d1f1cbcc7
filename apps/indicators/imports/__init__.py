"""The spreadsheet of targets."""

from apps.indicators.imports import targets

__all__ = ["targets"]
