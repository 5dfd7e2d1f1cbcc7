"""The spreadsheet of individual routes."""

from apps.routes.imports import routes

__all__ = ["routes"]
