"""The competence framework, tools, sessions, scores and deficits (DOMAIN 5)."""

from apps.diagnostics.models.campaign import Campaign, Invitation, Quota, Slot
from apps.diagnostics.models.framework import DEFAULT_THRESHOLD, Competence, Tool, ToolThreshold
from apps.diagnostics.models.sessions import (
    BY_PROVIDER,
    OF_SESSION,
    Deficit,
    DiagnosticSession,
    Score,
    SessionPart,
    part_of_session,
)

__all__ = [
    "BY_PROVIDER",
    "DEFAULT_THRESHOLD",
    "OF_SESSION",
    "Campaign",
    "Competence",
    "Deficit",
    "DiagnosticSession",
    "Invitation",
    "Quota",
    "Score",
    "SessionPart",
    "Slot",
    "Tool",
    "ToolThreshold",
    "part_of_session",
]
