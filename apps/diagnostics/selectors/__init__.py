"""Reads of diagnostics, one noun a module."""

from apps.diagnostics.selectors.sessions import (
    VALID_YEARS,
    Result,
    counting_sessions,
    current,
    deficit_count,
    diagnosed,
    fresh_since,
    last_session,
    results,
    results_context,
    scored,
)

__all__ = [
    "VALID_YEARS",
    "Result",
    "counting_sessions",
    "current",
    "deficit_count",
    "diagnosed",
    "fresh_since",
    "last_session",
    "results",
    "results_context",
    "scored",
]
