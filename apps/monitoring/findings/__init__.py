"""The registry of the data-quality rules (FORMATS «merely doubtful», DOMAIN 3): one small named thing each."""

from apps.monitoring.findings import activity, employments, people, routes
from apps.monitoring.findings.base import FindingRule

__all__ = ["RULES", "FindingRule"]

RULES: dict[str, FindingRule] = {
    rule.code: rule for group in (people, employments, activity, routes) for rule in group.RULES
}
