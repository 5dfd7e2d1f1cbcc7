"""The levels of a tool's results: names over percent, from the lowest (a setting of the tool, DOMAIN 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError

from apps.core.text import NBSP, format_number

MOST = 6
FROM_ZERO = "Первый уровень начинается с 0 %: иначе у самых низких результатов уровня не будет."
ASCENDING = "Каждый следующий уровень начинается выше предыдущего, не дальше 100 %."
TWICE = "У двух уровней одно название."


@dataclass(frozen=True, slots=True)
class Band:
    """One level: its name and the percent it begins with (inclusive)."""

    name: str
    start: Decimal

    def __str__(self) -> str:
        return f"{self.name} — от{NBSP}{format_number(self.start.normalize())}{NBSP}%"


def read(rows: Sequence[dict[str, Any]]) -> list[Band]:
    """The levels as a tool keeps them."""
    return [Band(str(row["name"]), Decimal(str(row["from"]))) for row in rows]


def stored(bands: Sequence[Band]) -> list[dict[str, str]]:
    """The levels as a tool keeps them. Raises ``ValidationError``: not from nought, not ascending, a name twice."""
    starts = [band.start for band in bands]
    if starts and starts[0] != 0:
        raise ValidationError({"bands": FROM_ZERO})
    if any(later <= earlier for earlier, later in pairwise(starts)) or any(start > 100 for start in starts):
        raise ValidationError({"bands": ASCENDING})
    if len({band.name.casefold() for band in bands}) < len(bands):
        raise ValidationError({"bands": TWICE})
    return [{"name": band.name, "from": f"{band.start:f}"} for band in bands]


def level(bands: Sequence[Band], percent: Decimal) -> str:
    """The name of the level that a result in percent reaches; empty where the tool has none."""
    return next((band.name for band in reversed(bands) if percent >= band.start), "")


def words(bands: Sequence[Band]) -> str:
    """«низкий — от 0 %; базовый — от 60 %»."""
    return "; ".join(str(band) for band in bands)
