"""The form of an imported spreadsheet: its columns, their names in the staging table, the key of a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from apps.core.tabular.columns import Column
from apps.core.tabular.values import ListType

SQL_TYPES = {
    "text": "text",
    "date": "date",
    "logical": "boolean",
    "decimal": "numeric",
    "integer": "integer",
    "list": "text[]",
    "time": "time",
}


@dataclass(frozen=True)
class Field:
    """A column of the spreadsheet and its name in the staging table."""

    name: str
    column: Column

    @property
    def sql_type(self) -> str:
        """The type of the staging column."""
        return SQL_TYPES.get(self.column.value.code, "text")

    @property
    def is_list(self) -> bool:
        """Whether a cell holds several values."""
        return isinstance(self.column.value, ListType)


class Sheet:
    """What is known of a spreadsheet before anything is done with it.

    ``key`` names the staging columns that identify a row inside the file: two rows with one key, if alike, are one; if
    different, the later is rejected (``may_be_empty`` names its columns that may be). ``kept`` are further columns
    that «-» cannot clear.
    """

    fields: ClassVar[tuple[Field, ...]]
    key: ClassVar[tuple[str, ...]]
    may_be_empty: ClassVar[tuple[str, ...]] = ()
    kept: ClassVar[tuple[str, ...]] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns as users see them."""
        return tuple(field.column for field in self.fields)

    def key_required(self) -> tuple[str, ...]:
        """The columns of the key in which a cell must be filled."""
        return tuple(name for name in self.key if name not in self.may_be_empty)

    def title_of(self, name: str) -> str:
        """The heading of a staging column."""
        return next(field.column.title for field in self.fields if field.name == name)
