"""Events, participation and mentoring (DOMAIN 1)."""

from apps.events.models.events import Event
from apps.events.models.mentoring import MentoringPair
from apps.events.models.participation import Participation

__all__ = ["Event", "MentoringPair", "Participation"]
