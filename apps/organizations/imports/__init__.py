"""The spreadsheets of territories and organizations."""

from apps.organizations.imports import municipalities, organizations

__all__ = ["municipalities", "organizations"]
