"""Locked periods in tests."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from apps.core import locks
from apps.core.actor import Actor, acting, system
from apps.organizations.models import Municipality, PeriodLock

LABEL = "Данные муниципалитета Район А за 2025 год представлены 15.01.2026"
YEAR = (date(2025, 1, 1), date(2025, 12, 31))
SENTENCE = locks.Locked(LABEL).words


def lock(municipality: Municipality, start: date = YEAR[0], end: date = YEAR[1], **fields: Any) -> PeriodLock:
    """Lock the days of a municipality (the year 2025)."""
    values = {"label": LABEL, **fields}
    with acting(system("test")):
        return PeriodLock.objects.create(municipality=municipality, start=start, end=end, **values)


def told(deed: Callable[[], object], actor: Actor | None = None) -> str:
    """What the portal says to a deed; empty where it lets it pass. Nothing that it has done stays."""
    try:
        with acting(actor or system("test")), transaction.atomic():
            deed()
            transaction.set_rollback(True)
    except IntegrityError as error:
        said = locks.refusal(error)
        if not said:
            raise
        return said
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
