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

__all__ = ["EVERY", "GROUPED", "OUTLIERS", "RULES", "FindingRule", "OutlierRule"]

GROUPED: Mapping[str, tuple[FindingRule, ...]] = {
    "Работники": people.RULES,
    "Места работы": employments.RULES,
    "Диагностика": sessions.RULES,
    "Обучение": trainings.RULES,
    "Мероприятия, назначения, наставничество": activity.RULES,
    "Индивидуальные маршруты": routes.RULES,
    "Программы": programs.RULES,
    "Организации": organizations.RULES,
}
RULES: Mapping[str, FindingRule] = {rule.code: rule for rules in GROUPED.values() for rule in rules}
EVERY: Mapping[str, FindingRule | OutlierRule] = {**RULES, **OUTLIERS}
