"""The spreadsheets of events, participation and mentoring."""

from apps.events.imports import (
    events,
    mentoring,
    mentoring_programs,
    pair_meetings,
    participations,
    team_mentoring,
)

__all__ = ["events", "mentoring", "mentoring_programs", "pair_meetings", "participations", "team_mentoring"]
