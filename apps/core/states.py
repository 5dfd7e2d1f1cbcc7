"""Where a row stands on a day, told by conditions over its dates: one declaration for filters, columns and words.

For states that no column keeps: what is not stored cannot go stale. A state that decides what may be done next is
stored, or is a property of the model.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Case, CharField, Model, Q, Value, When

from apps.core.today import TODAY

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class States(Generic[M]):
    """The states of a model: what each is called, its colour, the condition on a day (a date or an expression).

    They are asked in the order of ``words``; the conditions of a model leave no row out and none twice.
    """

    model: type[M]
    words: Mapping[str, str]
    tones: Mapping[str, str]
    conditions: Callable[[Any], Mapping[str, Q]]

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """(code, word), for a filter."""
        return tuple(self.words.items())

    def where(self, code: str, day: Any = TODAY) -> Q:
        """Rows that stand so on the day. Raises ``KeyError`` for an unknown code."""
        return self.conditions(day)[code]

    def column(self, day: Any = TODAY) -> Case:
        """The code of the state, of an outer row."""
        found = self.conditions(day)
        return Case(*[When(found[code], then=Value(code)) for code in self.words], output_field=CharField())

    def text(self, row: M) -> str:
        """The state of a row in words, today."""
        return self.words[self.model._default_manager.values_list(self.column(), flat=True).get(pk=row.pk)]
