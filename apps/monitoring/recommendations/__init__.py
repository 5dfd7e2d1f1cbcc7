"""The registry of what rules propose to recommend (DOMAIN 6): one small named rule each."""

from collections.abc import Mapping

from apps.monitoring.recommendations import data, figures, learning, people
from apps.monitoring.recommendations.base import Ground, Proposal, RecommendationRule

__all__ = ["RULES", "Ground", "Proposal", "RecommendationRule"]

GROUPS = (figures, people, learning, data)
RULES: Mapping[str, RecommendationRule] = {rule.code: rule for group in GROUPS for rule in group.RULES}
