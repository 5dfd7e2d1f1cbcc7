"""The spreadsheets of territories and organizations."""

from apps.organizations.imports import municipalities, organizations, papers

__all__ = ["municipalities", "organizations", "papers"]
