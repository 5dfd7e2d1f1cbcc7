"""Events, participation and mentoring (DOMAIN 1)."""

from apps.events.models.events import Event
from apps.events.models.mentoring import MentoringPair
from apps.events.models.mentoring_programs import MentoringProgram, MentorLimit
from apps.events.models.pair_parts import PairItem, PairMeeting
from apps.events.models.participation import Participation
from apps.events.models.team_mentoring import TeamMentoring

__all__ = [
    "Event",
    "MentorLimit",
    "MentoringPair",
    "MentoringProgram",
    "PairItem",
    "PairMeeting",
    "Participation",
    "TeamMentoring",
]
