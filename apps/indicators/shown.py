"""What shows the performance of a function: the words of a profile's ``shown_by`` and the counter behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apps.core import counters
from apps.core.counters import Counter

MANUAL = "manual"
# The kinds of ``shown_by``: how each is called on the screen.
WAYS = {
    "counter": "Показывает счётчик",
    "register": "Ведётся реестр",
    "document": "Составлен документ",
    MANUAL: "Подтверждается вручную",
}
BY_HAND = "подтверждается вручную"


class BadShownBy(ValueError):
    """A ``shown_by`` that names no known way or counter."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a function's performance is seen; ``counter`` is None where only people can tell."""

    kind: str
    counter: Counter | None = None

    @property
    def words(self) -> str:
        """What the screen says: the counter's own title, or that it is confirmed by hand."""
        return self.counter.title if self.counter else BY_HAND


def way_of(function: Mapping[str, Any]) -> Way:
    """The way of a function of a profile; without ``shown_by`` it is confirmed by hand. Raises ``BadShownBy``."""
    told = function.get("shown_by")
    if told in (None, MANUAL):
        return Way(MANUAL)
    if not isinstance(told, Mapping) or len(told) != 1:
        raise BadShownBy(f"{function.get('code')}: {told!r}")
    kind, code = next(iter(told.items()))
    if kind not in WAYS or kind == MANUAL:
        raise BadShownBy(f"{function.get('code')}: {kind}")
    try:
        return Way(kind, counters.get(code))
    except KeyError as error:
        raise BadShownBy(f"{function.get('code')}: {code}") from error
