"""What one rule says of the cast on the last day of 2025, by its own SQL."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from apps.core.actor import acting, system
from apps.indicators.selectors import bound_values
from apps.indicators.sql import frame
from apps.monitoring.findings import RULES
from apps.organizations.enums import EDUCATIONAL
from tests.cast import Cast

START, DAY = date(2025, 1, 1), date(2025, 12, 31)
FEBRUARY, MARCH, MAY, JUNE = date(2025, 2, 2), date(2025, 3, 3), date(2025, 5, 5), date(2025, 6, 6)
Spoil = Callable[[Cast], Any]


@dataclass(frozen=True)
class Case:
    """Data that a rule doubts (with its sentences), or does not (no sentence)."""

    rule: str
    spoil: Spoil
    sentences: tuple[str, ...] = ()
    founders: list[str] | None = None

    def __str__(self) -> str:
        return f"{self.rule}-{'doubted' if self.sentences else 'fine'}"


def said(cast: Cast, rule: str, founders: list[str] | None = None) -> tuple[str, ...]:
    """The sentences of the rule in the region of the cast."""
    values = bound_values([], START, DAY) | {
        "region": cast.region.pk,
        "oktmo": None,
        "kinds": sorted(EDUCATIONAL),
        "founders": founders,
        "checked_from": START,
        "horizon": DAY,
        "today": timezone.localdate(),
    }
    with acting(system("test")), connection.cursor() as cursor:
        for made in frame.make_tables():
            cursor.execute(made, values)
        cursor.execute(f"SELECT sentence FROM ({RULES[rule].query}) x ORDER BY sentence", values)
        return tuple(row[0] for row in cursor.fetchall())


def check(cast: Cast, case: Case) -> None:
    """Spoil the data, or change them harmlessly, and compare what is said."""
    with acting(system("test")):
        case.spoil(cast)
    assert said(cast, case.rule, case.founders) == case.sentences
