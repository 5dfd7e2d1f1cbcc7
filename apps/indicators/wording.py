"""A method in words: the sentence under every figure (DOMAIN 4, «Explained»)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from apps.core.text import NBSP, format_date, format_interval, format_number
from apps.indicators.enums import Population
from apps.indicators.sql.statement import Method
from apps.organizations.enums import OrganizationKind


def sentence(method: Method, period_from: date, day: date, names: Mapping[str, Any] | None = None) -> str:
    """The denominator and the numerator of a method for a report on ``day``; ``names``: the profile's own of bodies."""
    population = Population(method.rule.population).label
    words = method.rule.words.format(
        window=format_interval(method.parameters.window.start(period_from, day), day),
        day=format_date(day),
        provided=provided(method.parameters.providers, names or {}),
        share=f"{format_number((method.parameters.share * 100).normalize())}{NBSP}%",
        theme=method.parameters.theme,
    )
    on = "" if method.rule.population == Population.PROGRAMS else f" на {format_date(day)}"
    return f"Знаменатель — {population}{on}. Числитель — те из них, {words}."


def provided(kinds: tuple[str, ...] | None, names: Mapping[str, Any]) -> str:
    """Whose diagnostics count."""
    if kinds is None:
        return "у любого провайдера"
    return "в " + " или ".join(name_of(kind, names) for kind in kinds)


def name_of(kind: str, names: Mapping[str, Any]) -> str:
    """The profile's short name of a body, else the common one."""
    own = names.get(kind)
    return str(own["short"]) if isinstance(own, dict) and own.get("short") else OrganizationKind(kind).label


def seat(act: Mapping[str, Any]) -> str:
    """Where documents under the regulation are issued: «г. Владимир»; empty where the profile does not say."""
    return str((act.get("system") or {}).get("seat") or "")


def act_reference(act: Mapping[str, Any]) -> str:
    """The regulation by kind, date and number: «распоряжение от 14.07.2021 № 783», «концепция … (протокол № 1)»."""
    day = f" от {format_date(date.fromisoformat(act['date']))}" if act.get("date") else ""
    number = str(act.get("number") or "")
    shown = (f" ({number})" if "№" in number else f" №{NBSP}{number}") if number else ""
    return f"{act.get('kind') or 'акт'}{day}{shown}"
