"""The parts of a plain sheet: cells read by the fields behind them, references to other rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models

from apps.core.imports.sheet import Field
from apps.core.imports.stage import OWN, LookUp, Stage
from apps.core.tabular.columns import Column
from apps.core.tabular.values import (
    DATE,
    LOGICAL,
    TIME,
    ChoiceType,
    DecimalType,
    IntegerType,
    TextType,
    UrlType,
    ValueType,
)

LONG = 100
WIDE, USUAL = 44, 18
Words = Mapping[str, Sequence[str]]


def nothing_offered() -> Words:
    """No drop-downs."""
    return {}


@dataclass(frozen=True)
class Reference:
    """Cells that together name a row of another table.

    ``column`` of the model holds its id, ``into`` is the staging column for it. ``sought`` finds it; ``finds`` does
    where that is more than a look (people, positions). ``joins`` and ``shown`` write the cells of a stored row ``t``.
    ``spelled`` says that different words may name one row.
    """

    fields: tuple[Field, ...]
    column: str
    shown: tuple[str, ...]
    joins: str
    sought: LookUp | None = None
    finds: Callable[[Stage, type[models.Model]], None] | None = None
    offered: Callable[[], Words] = nothing_offered
    into: str = ""
    spelled: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "into", self.into or self.column)

    def find(self, stage: Stage, model: type[models.Model]) -> None:
        """Put the id into the stage; a row that names nothing it may name is rejected."""
        if self.finds is not None:
            self.finds(stage, model)
        if self.sought is not None:
            stage.look_up(self.sought)
        self._clear(stage)

    def _clear(self, stage: Stage) -> None:
        """A «-» in the cell clears what the cell names."""
        names = [f.name for f in self.fields if f.name in stage.clears]
        if names and self.into not in stage.clears:
            sql = "UPDATE import_row SET cleared = cleared || %s::text WHERE cleared && %s::text[]"
            stage.run(sql, [self.into, names])
            stage.clears |= {self.into}


def value_of(field: Any) -> ValueType[Any]:
    """How the cells of a model's field are read."""
    if field.choices:
        return ChoiceType({str(label): value for value, label in field.flatchoices})
    if isinstance(field, models.URLField):
        return UrlType(field.max_length or 0)
    if isinstance(field, models.DecimalField):
        top = Decimal(10) ** (field.max_digits - field.decimal_places) - Decimal(1).scaleb(-field.decimal_places)
        return DecimalType(Decimal(0), top, field.decimal_places)
    if isinstance(field, models.IntegerField):
        least = max((v.limit_value for v in field.validators if isinstance(v, MinValueValidator)), default=0)
        return IntegerType(least, 32_767 if isinstance(field, models.PositiveSmallIntegerField) else 2_147_483_647)
    plain: dict[type, ValueType[Any]] = {models.DateField: DATE, models.TimeField: TIME, models.BooleanField: LOGICAL}
    return plain.get(type(field)) or TextType(field.max_length or 0)


def cells(
    model: type[models.Model], values: Mapping[str, ValueType[Any]] | None = None, /, **titles: str
) -> tuple[Field, ...]:
    """The cells of a model's own fields under their headings; ``values`` reads some otherwise."""
    return tuple(_cell(model, name, title, (values or {}).get(name)) for name, title in titles.items())


def _cell(model: type[models.Model], name: str, title: str, value: ValueType[Any] | None) -> Field:
    field: Any = model._meta.get_field(name)
    width = WIDE if (field.max_length or LONG) > LONG else USUAL
    needed = not field.blank and not field.has_default()
    own = f"{name}_" if name in OWN else name
    return Field(own, Column(title, value or value_of(field), required=needed, width=width))


def column_of(field: Field) -> str:
    """The model's column behind a cell: a name that the stage needs itself is staged with a mark."""
    return field.name.removesuffix("_")


def texts(*named: tuple[str, str, int]) -> tuple[Field, ...]:
    """Required cells of plain text: staging name, heading, the most signs."""
    return tuple(Field(name, Column(title, TextType(most), required=True, width=28)) for name, title, most in named)
