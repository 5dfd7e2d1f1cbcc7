"""The registry of validation rules (FORMATS «merely doubtful», DOMAIN 3): one small named thing each.

``RULES`` are found by SQL, in a report or live; ``OUTLIERS`` compare the figures of a report's units.
"""

from collections.abc import Mapping

from apps.monitoring.findings import (
    activity,
    employments,
    organizations,
    people,
    programs,
    routes,
    sessions,
    trainings,
)
from apps.monitoring.findings.base import FindingRule
from apps.monitoring.findings.outliers import OUTLIERS, OutlierRule

__all__ = ["EVERY", "OUTLIERS", "RULES", "FindingRule", "OutlierRule"]

GROUPS = (people, employments, sessions, trainings, activity, routes, programs, organizations)
RULES: Mapping[str, FindingRule] = {rule.code: rule for group in GROUPS for rule in group.RULES}
EVERY: Mapping[str, FindingRule | OutlierRule] = {**RULES, **OUTLIERS}
