"""Reports: frozen values, the facts behind them, findings (DOMAIN 4, 6)."""

from apps.monitoring.models.confirmation import Confirmation
from apps.monitoring.models.facts import OrganizationFacts
from apps.monitoring.models.findings import Finding, FindingExplanation
from apps.monitoring.models.life import PersonWords, ReportFile, ReportMove
from apps.monitoring.models.live import LiveChange
from apps.monitoring.models.questionnaires import (
    Criterion,
    CriterionAnswer,
    FormReport,
    FormRound,
    MonitoringForm,
    RoundAddressee,
)
from apps.monitoring.models.recommendation import Recommendation
from apps.monitoring.models.report import Report, ReportUnit
from apps.monitoring.models.submission import Submission, SubmissionPeriod

__all__ = [
    "Confirmation",
    "Criterion",
    "CriterionAnswer",
    "Finding",
    "FindingExplanation",
    "FormReport",
    "FormRound",
    "LiveChange",
    "MonitoringForm",
    "OrganizationFacts",
    "PersonWords",
    "Recommendation",
    "Report",
    "ReportFile",
    "ReportMove",
    "ReportUnit",
    "RoundAddressee",
    "Submission",
    "SubmissionPeriod",
]
