"""Events, participation and mentoring (DOMAIN 1)."""

from apps.events.models.certificates import CertificateSeries, EventCertificate
from apps.events.models.events import Event
from apps.events.models.evidence import EventEvidence
from apps.events.models.mentoring import MentoringPair
from apps.events.models.mentoring_programs import MentoringProgram, MentorLimit
from apps.events.models.pair_parts import PairItem, PairMeeting
from apps.events.models.participation import Participation
from apps.events.models.registration import EventRegistration
from apps.events.models.series import EventSeries
from apps.events.models.team_mentoring import TeamMentoring

__all__ = [
    "CertificateSeries",
    "Event",
    "EventCertificate",
    "EventEvidence",
    "EventRegistration",
    "EventSeries",
    "MentorLimit",
    "MentoringPair",
    "MentoringProgram",
    "PairItem",
    "PairMeeting",
    "Participation",
    "TeamMentoring",
]
