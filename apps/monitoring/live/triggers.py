"""The triggers that mark changes, made from ``watch`` and kept in step with it after every migrate.

They work by statement with transition tables: an import, a bulk write, a service and a statement by hand leave the same
marks, in the transaction of the change itself. A statement over very many rows leaves one mark for everything.
"""

from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models.signals import post_migrate

from apps.core.wall import fingerprint
from apps.monitoring.live.watch import DELETE, EVERY, INSERT, UPDATE, WATCHES, Watch

QUEUE = "monitoring_livechange"
# From so many rows in one statement on, asking which figures they touch costs more than computing all of them.
MANY = 20_000
TABLES = {INSERT: ("new_rows",), UPDATE: ("old_rows", "new_rows"), DELETE: ("old_rows",)}
NAMED = {"old_rows": "OLD TABLE AS old_rows", "new_rows": "NEW TABLE AS new_rows"}


def quoted(column: str) -> str:
    """A column name that may be a word of SQL (end)."""
    return connection.ops.quote_name(column)


def row(alias: str, watch: Watch) -> str:
    """The watched columns of a row as one value."""
    return f"ROW({', '.join(f'{alias}.{quoted(column)}' for column in watch.columns)})"


def marks(watch: Watch, event: str) -> str:
    """The statement that leaves the marks of a watch."""
    keys = {name: f"SELECT {watch.key} AS ref FROM {name}" for name in TABLES[event]}
    if event == UPDATE:
        changed = (
            "SELECT {0}.* FROM old_rows o JOIN new_rows n ON n.id = o.id"
            f" WHERE {row('o', watch)} IS DISTINCT FROM {row('n', watch)}"
        )
        keys = {alias: f"SELECT {watch.key} AS ref FROM ({changed.format(alias)}) {alias}" for alias in ("o", "n")}
    found = " UNION ".join(keys.values())
    kept = "" if watch.key.startswith("NULL") else " WHERE ref IS NOT NULL"
    return f"INSERT INTO {QUEUE} (kind, ref) SELECT DISTINCT '{watch.kind}', ref FROM ({found}) marked{kept};"


def body(watches: list[Watch], event: str) -> str:
    """What a trigger does."""
    rows = TABLES[event][-1]
    own = "\n  ".join(marks(watch, event) for watch in watches if event in watch.on)
    return (
        f"IF (SELECT count(*) FROM (SELECT FROM {rows} LIMIT {MANY}) many) >= {MANY} THEN\n"
        f"  INSERT INTO {QUEUE} (kind) VALUES ('all');\nELSE\n  {own}\nEND IF;"
    )


def trigger(table: str, watches: list[Watch], event: str) -> list[str]:
    """The statements that (re)make the trigger of a table for an event."""
    name = f"live_{table}_{event.lower()}"
    referencing = " ".join(NAMED[rows] for rows in TABLES[event])
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$"
        f"\nBEGIN\n{body(watches, event)}\nRETURN NULL;\nEND $$",
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {referencing}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    ]


def statements() -> list[str]:
    """All triggers as SQL."""
    result = []
    for table, found in groupby(sorted(WATCHES, key=lambda watch: watch.table), key=lambda watch: watch.table):
        watches = list(found)
        for event in EVERY:
            if any(event in watch.on for watch in watches):
                result += trigger(table, watches, event)
    return result


def sync(**_: Any) -> None:
    """Make the database's triggers equal to the declarations (nothing to do when they are)."""
    existing = set(connection.introspection.table_names())
    if not {QUEUE, *(watch.table for watch in WATCHES)} <= existing:
        return
    sql = statements()
    mark = fingerprint(sql)
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regclass(%s), 'pg_class')", [QUEUE])
        if cursor.fetchone() == (mark,):
            return
        with connection.owner():  # type: ignore[attr-defined]
            for statement in sql:
                cursor.execute(statement)
            cursor.execute(f"COMMENT ON TABLE {QUEUE} IS '{mark}'")


def connect() -> None:
    """Register the synchronization behind the last application's migrations."""
    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    post_migrate.connect(sync, sender=last, dispatch_uid="rsnms.live")
