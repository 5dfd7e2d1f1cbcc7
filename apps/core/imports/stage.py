"""The staging table of one import, and the set-based verbs the kinds are written in.

The rows of the file stand in the temporary table ``import_row`` (COPY into a table behind the wall is refused by
PostgreSQL). A cell that was left empty is NULL there; the names of cells that hold a single «-» stand in ``cleared``.
The table is rewritten with what other tables say (``join``) rather than updated: an UPDATE of a wide temporary table
leaves every old row in it for the rest of the transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from apps.core.actor import Actor, acting
from apps.core.imports.sheet import Sheet
from apps.core.imports.types import escape
from apps.core.services import history
from apps.core.tabular.values import ChoiceType

TABLES = """
CREATE TEMPORARY TABLE import_row ({columns}, row integer, cleared text[], live boolean DEFAULT true,
    outcome text DEFAULT 'unchanged') ON COMMIT DROP;
CREATE TEMPORARY TABLE import_error (row integer, "column" text, code text, message text) ON COMMIT DROP;
CREATE TEMPORARY TABLE import_change (row integer, model text, object bigint, field text, old text, new text)
    ON COMMIT DROP;
CREATE TEMPORARY TABLE import_written (model text, id bigint, created boolean) ON COMMIT DROP;
"""
NAMES = ("row", "error", "change", "written", "group", "changed", "next", "twin", "list", "link")
OWN = {"row": "integer", "cleared": "text[]", "live": "boolean", "outcome": "text"}


@dataclass(frozen=True)
class RowError:
    """One reason why a row was rejected."""

    row: int
    column: str
    code: str
    message: str


@dataclass(frozen=True)
class LookUp:
    """The row of another table that a cell names.

    ``match`` is a condition over ``{t}`` (the table) and ``r`` (the staged row) that at most one row meets; ``take``
    maps staging columns to expressions over ``{t}``, the first of which is never empty in a row that was found.
    ``what`` names it in the genitive («такой организации»), ``expected`` says what should stand in the cell.
    """

    name: str
    table: str
    match: str
    take: Mapping[str, str]
    what: str
    expected: str


class Stage:
    """One import in progress: made as the system, ``actor`` is who asked for it."""

    def __init__(
        self, kind: Sheet, actor: Actor, *, today: date | None = None, who: Mapping[str, Any] | None = None
    ) -> None:
        self.kind = kind
        self.actor = actor
        self.today = today or timezone.localdate()
        self.who = dict(who) if who else history.who()
        self.watching = False
        # Whether what is written will stay: of a dry run no history is told.
        self.lasting = True
        # Columns by which live rows are known to differ: rejecting some leaves it so.
        self.distinct: set[frozenset[str]] = set()
        self.types = {**{field.name: field.sql_type for field in kind.fields}, **OWN}
        self.clears: frozenset[str] = frozenset()
        self.run("DROP TABLE IF EXISTS " + ", ".join(f"import_{name}" for name in NAMES))
        self.run(TABLES.format(columns=", ".join(f'"{field.name}" {field.sql_type}' for field in kind.fields)))

    def run(self, sql: str, params: Mapping[str, Any] | Sequence[Any] | None = None) -> int:
        """Execute a statement; returns the number of rows it touched."""
        if "UPDATE import_row" in sql:
            self.distinct.clear()
        return self.mark(sql, params)

    def mark(self, sql: str, params: Mapping[str, Any] | Sequence[Any] | None = None) -> int:
        """``run`` for a statement that changes at most the life and the outcome of staged rows."""
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return int(cursor.rowcount)

    def rows(self, sql: str, params: Mapping[str, Any] | Sequence[Any] | None = None) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return list(cursor.fetchall())

    def load(self, lines: Iterable[str]) -> None:
        """COPY lines (values in the order of the kind's fields, then the row number and the cleared names)."""
        names = ", ".join([*(f'"{field.name}"' for field in self.kind.fields), "row", "cleared"])
        with connection.cursor() as cursor, cursor.copy(f"COPY import_row ({names}) FROM STDIN") as copy:
            for some in lines:
                copy.write(some)
        cleared = self.rows("SELECT DISTINCT unnest(cleared) FROM import_row WHERE cleared <> '{}'")
        self.clears = frozenset(name for (name,) in cleared)

    def copy(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """COPY rows into a temporary table of a kind's own."""
        with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)

    def load_errors(self, errors: Iterable[RowError]) -> None:
        """Keep the errors found while reading; those rows are not among the staged ones."""
        with connection.cursor() as cursor, cursor.copy("COPY import_error FROM STDIN") as copy:
            for error in errors:
                copy.write_row((error.row, error.column, error.code, error.message))

    def add(self, **columns: str) -> None:
        """Add empty staging columns: ``add(person_id="bigint")``."""
        new = {name: sql_type for name, sql_type in columns.items() if name not in self.types}
        if new:
            self.run("ALTER TABLE import_row " + ", ".join(f'ADD COLUMN "{n}" {t}' for n, t in new.items()))
            self.types.update(new)

    def join(self, *joins: str, take: Mapping[str, str]) -> None:
        """Rewrite the rows ``r`` with columns from other tables (``LEFT JOIN … ON …``, one row each at most)."""
        kept = [f'r."{name}"' for name in self.types if name not in take]
        taken = [f'{source} AS "{name}"' for name, source in take.items()]
        self.run(
            "CREATE TEMPORARY TABLE import_next ON COMMIT DROP AS"
            f" SELECT {', '.join([*kept, *taken])} FROM import_row r {' '.join(joins)}"
        )
        self.run("DROP TABLE import_row; ALTER TABLE import_next RENAME TO import_row")
        self.distinct = {key for key in self.distinct if key.isdisjoint(take)}
        if set(take) - set(self.types):
            self.types = column_types()

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
            self.mark("UPDATE import_row r SET live = false FROM import_error e WHERE e.row = r.row AND r.live")
        return done

    def look_up(self, *sought: LookUp, joins: Sequence[str] = (), take: Mapping[str, str] | None = None) -> None:
        """Find what cells name, among the rows the actor may see; a filled cell that finds nothing is rejected.

        To everybody but the system a row out of sight is told exactly as one that does not exist. ``joins`` and
        ``take`` are done in the same pass.
        """
        joins, take = list(joins), dict(take or {})
        for number, one in enumerate(sought):
            table = f"found{number}"
            joins.append(f"LEFT JOIN {one.table} {table} ON {one.match.format(t=table)}")
            take.update({column: source.format(t=table) for column, source in one.take.items()})
        with acting(self.actor):
            self.join(*joins, take=take)
        for one in sought:
            first = next(iter(one.take))
            where = f'r."{one.name}" IS NOT NULL AND r."{first}" IS NULL'
            self.reject(one.name, "reference", self.missing(one.name, one.what, one.expected), where)

    def look_up_list(self, name: str, *, table: str, column: str, into: str, what: str, expected: str) -> None:
        """Find the rows of a dictionary that the cells of a list name; ``into`` gets their ids, ascending."""
        if not self.rows(f'SELECT 1 FROM import_row WHERE "{name}" IS NOT NULL LIMIT 1'):
            self.add(**{into: "bigint[]"})
            return
        self.run(
            f"CREATE TEMPORARY TABLE import_list ON COMMIT DROP AS SELECT l.list,"
            f" (SELECT array_agg(t.id ORDER BY t.id) FROM {table} t WHERE t.{column} = ANY (l.list)) AS ids,"
            f" (SELECT w FROM unnest(l.list) w WHERE NOT EXISTS (SELECT 1 FROM {table} t WHERE t.{column} = w) LIMIT 1)"
            f' AS missing FROM (SELECT DISTINCT "{name}" AS list FROM import_row WHERE "{name}" IS NOT NULL) l'
        )
        self.join(f'LEFT JOIN import_list l ON l.list = r."{name}"', take={into: "l.ids"})
        missing = f'(SELECT l.missing FROM import_list l WHERE l.list = r."{name}")'
        head, tail = escape(f"{self.kind.title_of(name)}: «"), escape(f"» — {what} нет; ожидается {expected}.")
        self.reject(name, "reference", f"{head} || {missing} || {tail}", f"{missing} IS NOT NULL")
        self.run("DROP TABLE import_list")

    def missing(self, name: str, what: str, expected: str) -> str:
        """The sentence of a reference that was not found, as an SQL expression."""
        seen = "" if self.actor.is_system else " среди доступных вам"
        return self.sentence(name, f"{what}{seen} нет", expected)

    def shown(self, name: str) -> str:
        """The value of a cell for a message, as SQL over ``r``: as people write it, СНИЛС masked."""
        value = next(field.column.value for field in self.kind.fields if field.name == name)
        cell = f'r."{name}"'
        if isinstance(value, ChoiceType):
            labels = (f"WHEN {escape(str(code))} THEN {escape(label)}" for label, code in value.choices.items())
            return f"CASE {cell} {' '.join(labels)} END"
        shown = {
            "snils": f"'***-***-' || substr({cell}, 7, 3) || ' ' || substr({cell}, 10, 2)",
            "date": f"to_char({cell}, 'DD.MM.YYYY')",
            "decimal": f"replace(trim_scale({cell})::text, '.', ',')",
            "logical": f"CASE WHEN {cell} THEN 'да' ELSE 'нет' END",
        }
        return shown.get(value.code, f"left({cell}::text, 60)")

    def sentence(self, name: str, wrong: str, expected: str) -> str:
        """The usual sentence as an SQL expression: column, value, what is wrong, what is expected."""
        head = escape(f"{self.kind.title_of(name)}: «")
        tail = escape(f"» — {wrong}; ожидается {expected}.")
        return f"{head} || {self.shown(name)} || {tail}"

    def has_several(self, key: Sequence[str], where: str = "TRUE") -> bool:
        """Whether several live rows speak of one object: a cheap look before dearer work."""
        if any(known.issubset(key) for known in self.distinct):
            return False
        keys = ", ".join(f'r."{name}"' for name in key)
        several = f"SELECT 1 FROM import_row r WHERE r.live AND ({where}) GROUP BY {keys} HAVING count(*) > 1 LIMIT 1"
        if found := bool(self.rows(several)):
            return found
        if where == "TRUE":
            self.distinct.add(frozenset(key))
        return False

    def has(self, where: str) -> bool:
        """Whether a live row ``r`` meets a condition."""
        return bool(self.rows(f"SELECT 1 FROM import_row r WHERE r.live AND ({where}) LIMIT 1"))

    def met(self, conditions: Mapping[str, str]) -> list[str]:
        """The names of those conditions that some live row ``r`` meets: one look for all of them."""
        if not conditions:
            return []
        asked = ", ".join(f"bool_or({condition})" for condition in conditions.values())
        (found,) = self.rows(f"SELECT {asked} FROM import_row r WHERE r.live")
        return [name for name, one in zip(conditions, found, strict=True) if one]

    def outcome(self, value: str, where: str) -> None:
        """Set the outcome of rows ``r``; «created» is never taken back."""
        self.mark(
            f"UPDATE import_row r SET outcome = %s WHERE r.live AND r.outcome <> 'created' AND ({where})", [value]
        )


def column_types() -> dict[str, str]:
    """The columns of the staging table and their types."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute"
            " WHERE attrelid = 'import_row'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
        )
        return {str(name): str(sql_type) for name, sql_type in cursor.fetchall()}
