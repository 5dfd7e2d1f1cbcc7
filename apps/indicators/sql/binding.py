"""Names of parameters in the rules' SQL, bound per method: two indicators may use one rule differently."""

import re
from collections.abc import Mapping
from typing import Any

from apps.indicators.parameters import Parameters

NAME = re.compile(r"\{(\w+)\}")
SHARED = frozenset({"day", "start"})


def bound(sql: str, prefix: str) -> str:
    """``{since}`` → ``%(m0_since)s``; the reporting date and the period are the report's own."""
    return NAME.sub(lambda found: f"%({found[1] if found[1] in SHARED else f'{prefix}_{found[1]}'})s", sql)


def values(parameters: Parameters, prefix: str, resolved: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a method's parameters; ``resolved`` holds the window's start, the providers and the themes."""
    own = {"any_provider": parameters.providers is None, "share": parameters.share, **resolved}
    return {f"{prefix}_{name}": value for name, value in own.items()}
