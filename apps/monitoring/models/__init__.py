"""Reports: frozen values, the facts behind them, findings (DOMAIN 4, 6)."""

from apps.monitoring.models.facts import OrganizationFacts
from apps.monitoring.models.findings import Finding
from apps.monitoring.models.report import Report, ReportUnit

__all__ = ["Finding", "OrganizationFacts", "Report", "ReportUnit"]
