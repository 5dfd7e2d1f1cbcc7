"""Roadmaps: measures as printed, their execution (DOMAIN 6)."""

from apps.roadmap.models.functions import FunctionEvidence
from apps.roadmap.models.occurrence import Evidence, Move, Occurrence
from apps.roadmap.models.roadmap import Executor, Progress, Quantity, Roadmap, RoadmapItem

__all__ = [
    "Evidence",
    "Executor",
    "FunctionEvidence",
    "Move",
    "Occurrence",
    "Progress",
    "Quantity",
    "Roadmap",
    "RoadmapItem",
]
