"""The staging tables of one import, and the set-based verbs the kinds are written in.

The rows of the file stand in the temporary table ``import_row`` (COPY into a table behind the wall is refused by
PostgreSQL). A cell that was left empty is NULL there; the names of cells that hold a single «-» stand in ``cleared``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, models
from django.utils import timezone

from apps.core import access, wall
from apps.core.access import WRITE
from apps.core.actor import Actor
from apps.core.imports.kinds import ImportKind

OUTSIDE = "Запись относится к организации вне вашей области; внесите её от имени той организации или ЦНППМ."
TABLES = """
CREATE TEMPORARY TABLE import_row ({columns}, row integer PRIMARY KEY, cleared text[] NOT NULL,
    live boolean NOT NULL DEFAULT true, outcome text NOT NULL DEFAULT 'unchanged') ON COMMIT DROP;
CREATE TEMPORARY TABLE import_error (row integer, "column" text, code text, message text) ON COMMIT DROP;
CREATE TEMPORARY TABLE import_change (row integer, model text, object bigint, field text, old text, new text)
    ON COMMIT DROP;
CREATE TEMPORARY TABLE import_written (model text, id bigint, created boolean) ON COMMIT DROP;
"""
DROP = "DROP TABLE IF EXISTS import_row, import_error, import_change, import_written, import_group, import_changed"


@dataclass(frozen=True)
class RowError:
    """One reason why a row was rejected."""

    row: int
    column: str
    code: str
    message: str


class Stage:
    """One import in progress."""

    def __init__(self, kind: ImportKind, actor: Actor, today: date | None = None) -> None:
        self.kind = kind
        self.actor = actor
        self.today = today or timezone.localdate()
        self.run(DROP)
        columns = ", ".join(f'"{field.name}" {field.sql_type}' for field in kind.fields)
        self.run(TABLES.format(columns=columns))

    def run(self, sql: str, params: Mapping[str, Any] | Sequence[Any] | None = None) -> int:
        """Execute a statement; returns the number of rows it touched."""
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return int(cursor.rowcount)

    def rows(self, sql: str, params: Mapping[str, Any] | Sequence[Any] | None = None) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return list(cursor.fetchall())

    def load(self, rows: Iterable[Sequence[Any]]) -> None:
        """COPY rows (values in the order of the kind's fields, then the row number and the cleared names)."""
        names = ", ".join([*(f'"{field.name}"' for field in self.kind.fields), "row", "cleared"])
        with connection.cursor() as cursor, cursor.copy(f"COPY import_row ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        self.run("ANALYZE import_row")

    def load_errors(self, errors: Iterable[RowError]) -> None:
        """Keep the errors found while reading; those rows are not among the staged ones."""
        with connection.cursor() as cursor, cursor.copy("COPY import_error FROM STDIN") as copy:
            for error in errors:
                copy.write_row((error.row, error.column, error.code, error.message))

    def add(self, **columns: str) -> None:
        """Add staging columns: ``add(person_id="bigint")``."""
        parts = ", ".join(f'ADD COLUMN IF NOT EXISTS "{name}" {sql_type}' for name, sql_type in columns.items())
        self.run(f"ALTER TABLE import_row {parts}")

    def reject(self, name: str, code: str, message: str, where: str, params: Mapping[str, Any] | None = None) -> int:
        """Reject the live rows ``r`` that meet a condition; ``message`` is an SQL text expression over ``r``.

        Returns how many were rejected.
        """
        title = self.kind.title_of(name) if name else ""
        values = {**(params or {}), "title": title, "code": code}
        done = self.run(
            "INSERT INTO import_error SELECT r.row, %(title)s, %(code)s, " + message + " FROM import_row r"
            " WHERE r.live AND (" + where + ")",
            values,
        )
        if done:
            self.bury()
        return done

    def bury(self) -> None:
        """Take the rows with an error out of the work."""
        self.run("UPDATE import_row r SET live = false FROM import_error e WHERE e.row = r.row AND r.live")

    def look_up(self, name: str, *, table: str, match: str, take: Mapping[str, str], what: str, expected: str) -> None:
        """Find the row of ``table t`` that a cell names, take columns of it; a filled cell that finds none is rejected.

        ``take``: staging column → expression over ``t``. ``what``: «такой организации нет».
        """
        self.add(**{column: column_type(table, source) for column, source in take.items()})
        assignments = ", ".join(f'"{column}" = {source}' for column, source in take.items())
        self.run(f"UPDATE import_row r SET {assignments} FROM {table} t WHERE r.live AND {match}")
        first = next(iter(take))
        self.reject(
            name,
            "reference",
            self.sentence(name, what, expected),
            f'r."{name}" IS NOT NULL AND r."{first}" IS NULL',
        )

    def sentence(self, name: str, what: str, expected: str) -> str:
        """An SQL expression of the usual sentence: column, value, what is wrong, what is expected."""
        head = escape(f"{self.kind.title_of(name)}: «")
        tail = escape(f"» — {what}; ожидается {expected}.")
        return f'{head} || left(r."{name}"::text, 60) || {tail}'

    def require(self, *names: str, where: str = "TRUE") -> None:
        """Reject rows in which one of these cells is empty (a key, or a new object's own field)."""
        for name in names:
            title = self.kind.title_of(name)
            column = next(field.column for field in self.kind.fields if field.name == name)
            message = escape(f"{title}: ячейка пуста; ожидается {column.value.expected}.")
            self.reject(name, "required", message, f'r."{name}" IS NULL AND ({where})')

    def not_before(self, later: str, earlier: str) -> None:
        """Reject rows whose end is before its start."""
        first, second = self.kind.title_of(later), self.kind.title_of(earlier)
        message = (
            escape(f"{first}: «")
            + f" || to_char(r.\"{later}\", 'DD.MM.YYYY') || "
            + escape(f"» раньше, чем «{second}» (")
            + f" || to_char(r.\"{earlier}\", 'DD.MM.YYYY') || "
            + escape("); ожидается дата не раньше неё.")
        )
        self.reject(later, "date_order", message, f'r."{later}" < r."{earlier}"')

    def drop_duplicates(self) -> None:
        """Two rows with one key: alike, the later is unchanged; different, it is rejected and names the first."""
        keys = ", ".join(f'"{name}"' for name in self.kind.key)
        cells = [f'"{field.name}"' for field in self.kind.fields]
        same = " AND ".join([*(f"r.{c} IS NOT DISTINCT FROM f.{c}" for c in cells), "r.cleared = f.cleared"])
        self.run(
            "CREATE TEMPORARY TABLE import_twin ON COMMIT DROP AS SELECT row, first FROM ("
            f"SELECT row, min(row) OVER (PARTITION BY {keys}) AS first FROM import_row WHERE live) n WHERE row <> first"
        )
        self.run(
            "UPDATE import_row r SET live = false FROM import_twin d JOIN import_row f ON f.row = d.first"
            f" WHERE d.row = r.row AND {same}"
        )
        names = ", ".join(f"«{self.kind.title_of(name)}»" for name in self.kind.key)
        message = (
            escape(f"Строка с тем же ключом ({names}) уже есть в файле — строка ")
            + " || (SELECT d.first::text FROM import_twin d WHERE d.row = r.row) || "
            + escape(", и данные в них различаются; ожидается одна строка.")
        )
        self.reject("", "duplicate", message, "EXISTS (SELECT 1 FROM import_twin d WHERE d.row = r.row)")
        self.run("DROP TABLE import_twin")

    def contradictions(self, key: Sequence[str], names: Sequence[str], subject: str) -> None:
        """Reject a later row that says something else about an object (``key`` is its key) than an earlier one."""
        keys = " AND ".join(f'f."{k}" = r."{k}"' for k in key)
        for name in names:
            earlier = (
                f'SELECT f.row FROM import_row f WHERE f.live AND f.row < r.row AND {keys} AND f."{name}" IS NOT NULL'
                f' AND f."{name}" IS DISTINCT FROM r."{name}" ORDER BY f.row LIMIT 1'
            )
            if not self._has_several(key, name):
                continue
            message = (
                escape(f"{self.kind.title_of(name)}: {subject} уже описан иначе в строке ")
                + f" || ({earlier}) || "
                + escape(" этого файла; ожидаются одинаковые данные.")
            )
            self.reject(name, "contradiction", message, f'r."{name}" IS NOT NULL AND EXISTS ({earlier})')

    def _has_several(self, key: Sequence[str], name: str) -> bool:
        """A cheap look before the row-by-row comparison: most files contradict themselves nowhere."""
        keys = ", ".join(f'"{k}"' for k in key)
        several = (
            f'SELECT 1 FROM import_row WHERE live AND "{name}" IS NOT NULL GROUP BY {keys}'
            f' HAVING count(DISTINCT "{name}") > 1 LIMIT 1'
        )
        return bool(self.rows(several))

    def require_writable(self, model: type[models.Model], where: str = "TRUE") -> None:
        """Reject rows outside the actor's scope: the model's own policy, asked over the staged place columns."""
        rule = access.of(model)
        if self.actor.is_system or isinstance(rule, access.Exempt):
            return
        self.reject("", "scope", escape(OUTSIDE), f"({where}) AND NOT ({wall.predicate(rule, WRITE)})")

    def outcome(self, value: str, where: str) -> None:
        """Set the outcome of rows ``r``; «created» is never taken back."""
        self.run(f"UPDATE import_row r SET outcome = %s WHERE r.live AND r.outcome <> 'created' AND ({where})", [value])


def escape(text: str) -> str:
    """A text as an SQL literal inside a statement that takes parameters."""
    return "'" + text.replace("'", "''").replace("%", "%%") + "'"


def column_type(table: str, source: str) -> str:
    """The staging type of a column taken from a table: identifiers are numbers, the rest is what the catalogue says."""
    name = source.split(".")[-1].strip('"')
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attname = %s",
            [table, name],
        )
        row = cursor.fetchone()
    if row is None:
        raise LookupError(f"{table} has no column {name}")
    return str(row[0])
