"""Numbers in sequence, without gaps or repeats, whoever takes them at the same time.

A counter is a row. It is locked for the transaction that takes a number: what is not issued after all gives its number
back with the rollback, and two at once take turns.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models

from apps.core.services import records

Counter = TypeVar("Counter", bound=models.Model)


def locked(model: type[Counter], key: Mapping[str, Any], **values: Any) -> Counter:
    """The counter of the key, made with ``values`` where there is none, locked until the transaction ends."""
    manager: Any = model._default_manager
    manager.bulk_create([model(**{**values, **key})], ignore_conflicts=True)
    found: Counter = manager.select_for_update().get(**key)
    return found


def take(counter: Any) -> int:
    """The next number of a locked counter (its field ``last``)."""
    records.change(counter, "take_number", last=counter.last + 1)
    number: int = counter.last
    return number
