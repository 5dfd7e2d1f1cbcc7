"""The registry of the rules (DOMAIN 4): one small named thing each, found here by its code."""

from apps.indicators.rules import (
    contests,
    diagnosed,
    experience_orgs,
    experts,
    programs_in_fr,
    qualified,
    routed,
    teams,
    trained_fr,
    young_supported,
)
from apps.indicators.rules.base import Rule, Source, Step

__all__ = ["RULES", "Rule", "Source", "Step", "rule_of"]

RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        diagnosed.RULE,
        routed.RULE,
        trained_fr.RULE,
        teams.TRAINED,
        young_supported.RULE,
        programs_in_fr.RULE,
        qualified.RULE,
        contests.PEOPLE,
        contests.ORGANIZATIONS,
        experience_orgs.RULE,
        experts.RULE,
        trained_fr.CUMULATIVE,
        teams.CUMULATIVE,
    )
}


def rule_of(code: str) -> Rule:
    """The rule of a code. Raises ``KeyError``."""
    return RULES[code]
