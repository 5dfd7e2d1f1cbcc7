"""Reads of indicators: the methods of a profile, ready to compute."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from apps.core.text import sort_key
from apps.indicators.models import Indicator
from apps.indicators.parameters import parse
from apps.indicators.periods import last_with_anniversary
from apps.indicators.rules import rule_of
from apps.indicators.sql import binding
from apps.indicators.sql.statement import Method
from apps.organizations.models import Municipality, Organization, Profile
from apps.programs.models import Program

# Years from which one is no young specialist any more (DOMAIN 3).
YOUNG_AGE, YOUNG_CAREER = 35, 3


def indicators_of(profile: Profile) -> list[Indicator]:
    """The indicators in force, in the order of the regulation."""
    return list(profile.indicators.filter(active=True).order_by("position", "id"))


def described(indicator: Indicator) -> dict[str, Any]:
    """An indicator and its method as a report keeps them."""
    names = ("code", "number", "title", "clause", "rule", "parameters", "unit")
    return {**{name: getattr(indicator, name) for name in names}, "version": indicator.method_version}


def methods(descriptions: Iterable[Mapping[str, Any]]) -> list[Method]:
    """The methods of a report in its order. Raises ``BadParameters``, ``KeyError`` for a rule that is not there."""
    result = []
    for number, text in enumerate(descriptions):
        rule = rule_of(text["rule"])
        result.append(Method(number, text["code"], rule, parse(text["parameters"], rule.defaults)))
    return result


def provider_ids(kinds: tuple[str, ...] | None) -> list[int]:
    """Organizations of these kinds, whose sessions count."""
    return list(Organization.objects.filter(kind__in=kinds or ()).order_by("pk").values_list("pk", flat=True))


def themes_like(theme: str) -> list[str]:
    """The spellings of a theme that programmes carry: case, spaces and «ё» do not matter."""
    wanted = sort_key(theme)
    found = Program.objects.exclude(theme="").order_by().values_list("theme", flat=True).distinct()
    return sorted(text for text in found if sort_key(text) == wanted)


def bound_values(chosen: Iterable[Method], period_from: date, day: date) -> dict[str, Any]:
    """The values of all parameters of these methods for a report on ``day``."""
    result: dict[str, Any] = {
        "start": period_from,
        "day": day,
        "too_old": last_with_anniversary(day, YOUNG_AGE),
        "too_long": last_with_anniversary(day, YOUNG_CAREER),
    }
    for method in chosen:
        own = method.parameters
        resolved = {
            "since": own.window.start(period_from, day),
            "providers": provider_ids(own.providers),
            "themes": themes_like(own.theme) if method.rule.team else [],
        }
        result |= binding.values(own, method.prefix, resolved)
    return result


def targets_table(indicator: Indicator) -> list[tuple[int, str, Decimal]]:
    """The targets of an indicator: the year, the territory by name, the value."""
    profile = indicator.profile
    own = str(profile.municipality or profile.region)
    names = dict(
        Municipality.objects.filter(region=profile.region_id).order_by("valid_from").values_list("oktmo", "name")
    )
    rows = indicator.targets.order_by("year", "territory").values_list("year", "territory", "value")
    return [(year, names.get(place, place) if place else own, value.normalize() + 0) for year, place, value in rows]
