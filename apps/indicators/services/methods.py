"""Versions of methods: frozen by the first report that uses them."""

from typing import Any

from apps.indicators.models import Indicator, MethodVersion
from apps.indicators.selectors import described, indicators_of
from apps.organizations.models import Profile


def freeze(profile: Profile) -> list[dict[str, Any]]:
    """The profile's methods as a report keeps them; from now on these versions never change (DOMAIN 4)."""
    found = indicators_of(profile)
    current = [(indicator.pk, indicator.method_version) for indicator in found]
    for method in MethodVersion.objects.filter(indicator__in=found, used=False):
        if (method.indicator_id, method.version) in current:
            method.used = True
            method.save(update_fields=["used"])
    return [described(indicator) for indicator in found]


def set_method(indicator: Indicator, rule: str, parameters: dict[str, Any], version: int) -> int:
    """Give the indicator this method; a used version that differs stays, and the change gets the next free number.

    Returns the version in force.
    """
    latest = indicator.methods.order_by("-version").first()
    if latest and (latest.rule, latest.parameters) == (rule, parameters) and version <= latest.version:
        return latest.version
    if latest and not latest.used:
        latest.rule, latest.parameters, latest.version = rule, parameters, max(version, latest.version)
        latest.save(update_fields=["rule", "parameters", "version"])
        return latest.version
    number = max(version, latest.version + 1 if latest else 1)
    MethodVersion.objects.create(indicator=indicator, version=number, rule=rule, parameters=parameters)
    return number
