"""What a test with committed rows leaves behind is taken back: the tables that differ from the template, and only they.

Django empties two hundred tables and loads all that follows a migrate anew, seconds of work for a few dozen rows. Here
the shipped rows (dictionaries, rights, content types) have a copy in the schema ``shipped``, and a table is dirty where
it has a row younger than the template or lacks one.
"""

from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

SCHEMA = "shipped"
# From so many bytes of dirty tables on, emptying their files is quicker than deleting row by row.
MANY = 4 * 1024 * 1024
# A deletion may itself leave marks (triggers of live figures): these go in the next round.
ROUNDS = 4
TABLES = f"""
SELECT c.relname,
  (SELECT array_agg(quote_ident(a.attname) ORDER BY a.attnum) FROM pg_attribute a
   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''),
  (SELECT array_agg(quote_ident(a.attname)) FROM pg_index i JOIN pg_attribute a
   ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey) WHERE i.indrelid = c.oid AND i.indisprimary),
  to_regclass('{SCHEMA}.' || quote_ident(c.relname)) IS NOT NULL
FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname
"""
# The tables themselves and all that refer to them: TRUNCATE takes them together or not at all.
REFERRING = """
WITH RECURSIVE found AS (
  SELECT c.oid FROM pg_class c WHERE c.relname = ANY (%s) AND c.relnamespace = 'public'::regnamespace
  UNION SELECT k.conrelid FROM pg_constraint k JOIN found ON k.confrelid = found.oid WHERE k.contype = 'f')
SELECT c.relname FROM pg_class c JOIN found USING (oid)
"""


@dataclass(frozen=True)
class Table:
    """A table of the portal, and how many rows it ships with."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    shipped: int

    def dirty(self, mark: str) -> str:
        """Whether the table differs from the template, as SQL."""
        if not self.shipped:
            return f'EXISTS (SELECT FROM "{self.name}")'
        young = f"EXISTS (SELECT FROM \"{self.name}\" WHERE age(xmin) < age('{mark}'::xid))"
        return f'({young} OR (SELECT count(*) FROM "{self.name}") <> {self.shipped})'

    def delete(self) -> str:
        """The statement that removes the rows that are not shipped."""
        kept = f' WHERE NOT EXISTS (SELECT FROM {SCHEMA}."{self.name}" k WHERE {self.same})' if self.shipped else ""
        return f'DELETE FROM "{self.name}" t{kept}'

    def restore(self) -> list[str]:
        """The statements that bring the shipped rows back as they were."""
        columns = ", ".join(self.columns)
        here, kept = (f"ROW({', '.join(f'{row}.{column}' for column in self.columns)})" for row in "tk")
        source = f'{SCHEMA}."{self.name}" k'
        return [
            f'UPDATE "{self.name}" t SET ({columns}) = {kept} FROM {source}'
            f" WHERE {self.same} AND {here} IS DISTINCT FROM {kept}",
            f'INSERT INTO "{self.name}" ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM {source}'
            f' WHERE NOT EXISTS (SELECT FROM "{self.name}" t WHERE {self.same})',
        ]

    @property
    def same(self) -> str:
        """Whether a row ``t`` and a shipped one ``k`` are the same."""
        return " AND ".join(f"t.{column} = k.{column}" for column in self.key)


@dataclass
class Template:
    """What the database was copied from; ``mark`` is the transaction after which rows are a test's."""

    tables: dict[str, Table] = field(default_factory=dict)
    mark: str = ""

    def read(self) -> None:
        """Learn the tables of a database that no test has touched yet."""
        with connection.owner(), connection.cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute(TABLES)
            for name, columns, key, ships in cursor.fetchall():
                cursor.execute(f'SELECT count(*) FROM {SCHEMA}."{name}"' if ships else "SELECT 0")
                self.tables[name] = Table(name, tuple(columns), tuple(key), *cursor.fetchone())
            self.mark = transaction_number(cursor)

    def restore(self) -> None:
        """Make the database equal to the template again; whoever still writes is waited for."""
        with connection.owner(), transaction.atomic(), connection.cursor() as cursor:  # type: ignore[attr-defined]
            names = ", ".join(f'"{name}"' for name in self.tables)
            cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")
            for _ in range(ROUNDS):
                if not (dirty := self.dirty(cursor)):
                    return
                self.clean(cursor, dirty)
                self.mark = transaction_number(cursor)
            assert not self.dirty(cursor), "a deletion leaves rows behind, again and again"

    def dirty(self, cursor: CursorWrapper) -> list[Table]:
        """The tables that differ."""
        checks = [f"SELECT '{name}' WHERE {table.dirty(self.mark)}" for name, table in self.tables.items()]
        cursor.execute(" UNION ALL ".join(checks))
        return [self.tables[name] for (name,) in cursor.fetchall()]

    def clean(self, cursor: CursorWrapper, dirty: list[Table]) -> None:
        """Take back what was written into these tables."""
        names = [table.name for table in dirty]
        cursor.execute("SELECT sum(pg_relation_size(quote_ident(n)::regclass)) FROM unnest(%s::text[]) n", [names])
        if cursor.fetchone()[0] > MANY:
            cursor.execute(REFERRING, [names])
            dirty = [self.tables[name] for (name,) in cursor.fetchall()]
            cursor.execute("TRUNCATE " + ", ".join(f'"{table.name}"' for table in dirty))
        else:
            # In one statement: the order of references does not matter then.
            steps = ", ".join(f"d{number} AS ({table.delete()})" for number, table in enumerate(dirty))
            cursor.execute(f"WITH {steps} SELECT")
        for statement in (each for table in dirty if table.shipped for each in table.restore()):
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def transaction_number(cursor: CursorWrapper) -> str:
    """The number of the transaction at work."""
    cursor.execute("SELECT pg_current_xact_id()::xid::text")
    return str(cursor.fetchone()[0])


def ship() -> None:
    """Copy the rows of every table that is not empty: the last step of making the template."""
    with connection.owner(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        cursor.execute(TABLES)
        for name, *_ in cursor.fetchall():
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{name}")')
            if cursor.fetchone() == (True,):
                cursor.execute(f'CREATE TABLE {SCHEMA}."{name}" AS TABLE "{name}"')
