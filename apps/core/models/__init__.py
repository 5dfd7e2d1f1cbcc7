"""The models of the house itself: jobs, history, notifications, saved views; and the bases of all others."""

from apps.core.models.attached import AttachedModel, EvidenceModel
from apps.core.models.base import PlacedModel
from apps.core.models.history import AccessLogEntry, HistoryEntry
from apps.core.models.jobs import Job, JobState
from apps.core.models.screens import Notification, SavedView

__all__ = [
    "AccessLogEntry",
    "AttachedModel",
    "EvidenceModel",
    "HistoryEntry",
    "Job",
    "JobState",
    "Notification",
    "PlacedModel",
    "SavedView",
]
