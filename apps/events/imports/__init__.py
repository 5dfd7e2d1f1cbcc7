"""The spreadsheets of events, participation and mentoring."""

from apps.events.imports import events, mentoring, participations

__all__ = ["events", "mentoring", "participations"]
