"""Reads of indicators: the methods of a profile, ready to compute."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Q

from apps.core.access import INSTALLATION
from apps.core.actor import Actor
from apps.core.text import sort_key
from apps.indicators.models import Indicator
from apps.indicators.parameters import parse
from apps.indicators.periods import last_with_anniversary
from apps.indicators.policies import may_set_targets
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
    providers, themes = cache(provider_ids), cache(themes_like)
    for method in chosen:
        own = method.parameters
        resolved = {
            "since": own.window.start(period_from, day),
            "providers": providers(own.providers),
            "themes": themes(own.theme) if method.rule.team else [],
        }
        result |= binding.values(own, method.prefix, resolved)
    return result


def settable_indicators(actor: Actor) -> list[Indicator]:
    """The indicators in force whose targets the actor may set, by profile and in the order of the regulation."""
    here = Q() if actor.is_system or actor.level == INSTALLATION else Q(profile__region=actor.region_id)
    rows = Indicator.objects.filter(here, active=True).select_related("profile__region", "profile__municipality")
    return [one for one in rows.order_by("profile__title", "position") if may_set_targets(actor, one.profile)]


def named_territories(codes: Iterable[str]) -> dict[str, str]:
    """The names of municipalities by ОКТМО; of several in a row with one code, the latest."""
    rows = Municipality.objects.filter(oktmo__in=set(codes), regional=False).order_by("valid_from")
    return dict(rows.values_list("oktmo", "name"))
