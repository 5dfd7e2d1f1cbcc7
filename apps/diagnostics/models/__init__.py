"""The competence framework, tools, sessions, scores and deficits (DOMAIN 5)."""

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
    "Competence",
    "Deficit",
    "DiagnosticSession",
    "Score",
    "SessionPart",
    "Tool",
    "ToolThreshold",
    "part_of_session",
]
