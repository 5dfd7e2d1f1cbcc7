"""The competence framework, tools, sessions, scores and deficits (DOMAIN 5)."""

from apps.diagnostics.models.advice import Advice, AdviceText, YearConclusion
from apps.diagnostics.models.bank import Item, ItemKey
from apps.diagnostics.models.campaign import Campaign, Invitation, Quota, Slot
from apps.diagnostics.models.framework import DEFAULT_THRESHOLD, Competence, Tool, ToolThreshold
from apps.diagnostics.models.results import GroupResult
from apps.diagnostics.models.sessions import (
    BY_PROVIDER,
    OF_SESSION,
    Deficit,
    DiagnosticSession,
    Score,
    SessionPart,
    part_of_session,
)
from apps.diagnostics.models.survey import Need, Survey, SurveyQuestion, SurveySheet, SurveyTally, SurveyToken
from apps.diagnostics.models.testing import Answer, Attempt, BlueprintRow, Mark, OnlineTest

__all__ = [
    "BY_PROVIDER",
    "DEFAULT_THRESHOLD",
    "OF_SESSION",
    "Advice",
    "AdviceText",
    "Answer",
    "Attempt",
    "BlueprintRow",
    "Campaign",
    "Competence",
    "Deficit",
    "DiagnosticSession",
    "GroupResult",
    "Invitation",
    "Item",
    "ItemKey",
    "Mark",
    "Need",
    "OnlineTest",
    "Quota",
    "Score",
    "SessionPart",
    "Slot",
    "Survey",
    "SurveyQuestion",
    "SurveySheet",
    "SurveyTally",
    "SurveyToken",
    "Tool",
    "ToolThreshold",
    "YearConclusion",
    "part_of_session",
]
