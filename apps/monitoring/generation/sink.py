"""Rows on their way into the database: gathered, copied into a temporary table, inserted by one statement.

COPY straight into a table behind the wall is refused by PostgreSQL. The numbers of rows are taken from the tables' own
sequences beforehand, so that rows may refer to each other before they are written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models

ID_BLOCK = 4000


@dataclass(frozen=True)
class Table:
    """How the rows of a model are written: which columns are copied, which are taken from elsewhere while inserting."""

    model: type[models.Model]
    staged: tuple[str, ...]
    taken: Mapping[str, str] = field(default_factory=dict)
    joins: str = ""
    stage: str = ""

    @property
    def name(self) -> str:
        """The table of the model."""
        return self.model._meta.db_table

    @property
    def temporary(self) -> str:
        """The temporary table."""
        return self.stage or f"generated_{self.name}"

    def constants(self) -> dict[str, Any]:
        """The columns that nobody fills and that may not be NULL, with the model's own defaults."""
        filled = {"id", *self.staged, *self.taken}
        missing = [f for f in self.model._meta.concrete_fields if f.column not in filled and not f.null]
        return {str(f.column): f.get_db_prep_save(f.get_default(), connection) for f in missing}


def text(value: Any) -> str:
    """A value in the text form of COPY; the generator makes no tabs, line ends or backslashes."""
    return "\\N" if value is None else str(value)


class Sink:
    """The rows of one table that wait to be written."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.lines: list[str] = []
        self.written = 0
        self._ids = self._numbers()
        columns = quoted(("id", *table.staged))
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {table.temporary}")
            cursor.execute(
                f"CREATE TEMPORARY TABLE {table.temporary} ON COMMIT DROP AS SELECT {columns} FROM {table.name}"
                " WITH NO DATA"
            )

    def _numbers(self) -> Iterator[int]:
        query = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        while True:
            with connection.cursor() as cursor:
                cursor.execute(query, [self.table.name, ID_BLOCK])
                block = cursor.fetchall()
            for row in block:
                yield row[0]

    def add(self, *values: Any) -> int:
        """Keep a row (values in the order of ``staged``); returns its number."""
        number = next(self._ids)
        self.lines.append("\t".join((str(number), *map(text, values))))
        return number

    def flush(self) -> None:
        """Write what is kept; the temporary table keeps it until ``clear``, for the tables that take from it."""
        if not self.lines:
            return
        table = self.table
        with connection.cursor() as cursor:
            with cursor.copy(f"COPY {table.temporary} FROM STDIN") as copy:
                copy.write("\n".join(self.lines) + "\n")
            self.lines.clear()
            constants = table.constants()
            sources = [f"s.{column}" for column in map(quote, ("id", *table.staged))]
            cursor.execute(
                f"INSERT INTO {table.name} ({quoted(('id', *table.staged, *table.taken, *constants))})"
                f" SELECT {', '.join([*sources, *table.taken.values(), *(['%s'] * len(constants))])}"
                f" FROM {table.temporary} s {table.joins}",
                list(constants.values()),
            )
            self.written += cursor.rowcount

    def clear(self) -> None:
        """Empty the temporary table."""
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {self.table.temporary}")


def quote(column: str) -> str:
    """A column name that may be a word of SQL (end, order)."""
    return connection.ops.quote_name(column)


def quoted(columns: tuple[str, ...]) -> str:
    """A list of columns."""
    return ", ".join(map(quote, columns))
