"""What a profile says about a rule: kinds of providers, the window, the share of a team, the theme (DOMAIN 4)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from apps.indicators.periods import Window
from apps.organizations.enums import OrganizationKind
from apps.programs.enums import QUALITY_THEME

HALF = Decimal("0.5")
PERIOD = Window()


class BadParameters(ValueError):
    """A parameter that no rule can use; the message is a Russian sentence for whoever wrote the profile."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """``providers``: kinds whose sessions count (None: any). ``share``: S, of a team, 0 < S ≤ 1."""

    providers: tuple[str, ...] | None = None
    window: Window = PERIOD
    share: Decimal = HALF
    theme: str = QUALITY_THEME


def parse_providers(raw: Any) -> tuple[str, ...] | None:
    """``any`` or a list of kinds of organizations."""
    if raw == "any":
        return None
    if not isinstance(raw, list) or not raw:
        raise BadParameters("providers: ожидается any или список типов организаций")
    if unknown := sorted({str(kind) for kind in raw} - set(OrganizationKind.values)):
        raise BadParameters(f"providers: неизвестный тип организации «{unknown[0]}»")
    return tuple(sorted(raw))


def parse_window(raw: Any) -> Window:
    """``period``, ``{since: date}`` or ``{years: N}``."""
    if raw == "period":
        return Window()
    if isinstance(raw, Mapping) and len(raw) == 1:
        name, value = next(iter(raw.items()))
        if name == "since":
            return Window(since=parse_date(value))
        if name == "years" and isinstance(value, int) and 1 <= value <= 50:
            return Window(years=value)
    raise BadParameters("window: ожидается period, {since: ГГГГ-ММ-ДД} или {years: от 1 до 50}")


def parse_date(raw: Any) -> date:
    """A date of YAML or its text."""
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(str(raw))
    except ValueError as error:
        raise BadParameters(f"window: «{raw}» — не дата ГГГГ-ММ-ДД") from error


def parse_share(raw: Any) -> Decimal:
    """A share over 0 and up to 1."""
    try:
        share = Decimal(str(raw))
    except InvalidOperation as error:
        raise BadParameters(f"share: «{raw}» — не число") from error
    if not 0 < share <= 1:
        raise BadParameters("share: ожидается доля больше 0 и не больше 1")
    return share


def parse_theme(raw: Any) -> str:
    """Free words."""
    if not isinstance(raw, str) or not raw.strip():
        raise BadParameters("theme: ожидается тематика программы словами")
    return raw.strip()


PARSERS: Mapping[str, Callable[[Any], Any]] = {
    "providers": parse_providers,
    "window": parse_window,
    "share": parse_share,
    "theme": parse_theme,
}


def parse(raw: Mapping[str, Any], defaults: Mapping[str, Any] | None = None) -> Parameters:
    """The parameters of a method; ``defaults`` are the rule's own. Raises ``BadParameters``."""
    whole = {**(defaults or {}), **raw}
    if unknown := sorted(set(whole) - set(PARSERS)):
        raise BadParameters(f"неизвестный параметр «{unknown[0]}»; есть: {', '.join(PARSERS)}")
    return Parameters(**{name: PARSERS[name](value) for name, value in whole.items()})
