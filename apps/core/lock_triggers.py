"""The triggers that hold locked periods, made from the models' declarations and kept in step after every migrate.

After each statement, with transition tables: without a lock a statement pays one look into an empty table. Pure moves
of place columns (they cascade when a person or an organization moves) touch no day and pass. The rows are looked up as
the system: whether a period is locked does not depend on who writes.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.backends.utils import CursorWrapper
from django.db.models.signals import post_migrate

from apps.core import locks
from apps.core.locks import SQLSTATE, Carried, Dated, Day
from apps.core.wall import fingerprint, our_models

HEAD = "LANGUAGE plpgsql SET search_path = public, pg_temp"
COLLECT = "rsnms.locks"
COLUMNS = "id, organization_id, municipality_id, person_id, parent_id, days"
# Whether a lock holds today: a granted exception ends by itself.
HELD = "(l.open_until IS NULL OR l.open_until < (now() AT TIME ZONE '{zone}')::date)"
# A row belongs to the municipality that its person's main employer (else its own organization) was in on the last day
# of the period: the composition of the report of that day.
MET = """
SELECT jsonb_agg(DISTINCT jsonb_build_array(t.id, t.parent_id, l.label)) INTO found
FROM ({touched}) t
JOIN (SELECT DISTINCT l.start, l."end" FROM organizations_periodlock l WHERE {held}) p
  ON t.days && daterange(p.start, p."end", '[]')
CROSS JOIN LATERAL (SELECT coalesce(
    (SELECT e.organization_id FROM teachers_employment e WHERE e.person_id = t.person_id AND e.is_main
     AND daterange(e.start, e."end", '[]') @> p."end" LIMIT 1), t.organization_id) AS organization_id) o
CROSS JOIN LATERAL (SELECT coalesce(
    (SELECT m.member_of_id FROM organizations_membership m WHERE m.organization_id = o.organization_id
     AND daterange(m.valid_from, m.valid_to, '[]') @> p."end" LIMIT 1), t.municipality_id) AS municipality_id) h
JOIN organizations_periodlock l
  ON l.municipality_id = h.municipality_id AND l.start = p.start AND l."end" = p."end" AND {held};
"""
# An empty day is no day: ``daterange(NULL, NULL)`` would be all time.
DAY = """
CREATE OR REPLACE FUNCTION locked_day(date) RETURNS datemultirange LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT CASE WHEN $1 IS NULL THEN '{}'::datemultirange ELSE datemultirange(daterange($1, $1, '[]')) END $$
"""
BODY = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger {head} AS $$
DECLARE found jsonb; was text;
BEGIN
  IF NOT EXISTS (SELECT FROM organizations_periodlock) THEN RETURN NULL; END IF;
  was := current_setting('rsnms.actor', true);
  PERFORM set_config('rsnms.actor', 'system:locks', true);
  {branches}
  PERFORM set_config('rsnms.actor', coalesce(was, ''), true);
  IF found IS NULL THEN RETURN NULL; END IF;
  IF current_setting('{collect}', true) = 'on' THEN
    EXECUTE 'INSERT INTO import_locked SELECT $1, $2, (x->>0)::bigint, (x->>1)::bigint, x->>2'
      ' FROM jsonb_array_elements($3) x' USING '{table}', '{parent}', found;
    RETURN NULL;
  END IF;
  RAISE EXCEPTION USING ERRCODE = '{state}', MESSAGE = found->0->>2, TABLE = '{table}';
END $$
"""
TRIGGERS = {
    "INSERT": "REFERENCING NEW TABLE AS new_rows",
    "UPDATE": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "REFERENCING OLD TABLE AS old_rows",
}


def dated_models() -> dict[type[models.Model], Dated]:
    """Every model whose rows have days."""
    found = {model: locks.of(model) for model in our_models() if not model._meta.auto_created}
    return {model: rule for model, rule in found.items() if isinstance(rule, Dated)}


def days_of(day: Day, row: str) -> str:
    """One day of a row as a set of days; none where it is empty."""
    return f"locked_day({day.value(row)})"


def whole(rule: Dated, row: str) -> str:
    """All the days of a row that is made or removed."""
    parts = [days_of(day, row) for day in rule.days]
    if rule.span:
        parts.append(f"datemultirange({rule.span.value(row)})")
    return " + ".join(f"({part})" for part in parts)


def differ(columns: list[str]) -> str:
    """Whether a row ``o`` became another ``n`` in these columns."""
    if not columns:
        return "FALSE"
    old, new = (", ".join(f'{row}."{c}"' for c in columns) for row in "on")
    return f"ROW({old}) IS DISTINCT FROM ROW({new})"


def changed(model: type[models.Model], rule: Dated) -> str:
    """The days that a change of ``o`` into ``n`` touches."""
    content = rule.content(model)
    parts = []
    for day in rule.days:
        columns = [*day.beside, *(() if day.alone else content)]
        moved = f"{day.value('o')} IS DISTINCT FROM {day.value('n')}"
        both = f"({days_of(day, 'o')}) + ({days_of(day, 'n')})"
        parts.append(f"CASE WHEN {differ(columns)} OR {moved} THEN {both} ELSE '{{}}'::datemultirange END")
    if rule.span:
        old, new = (f"datemultirange({rule.span.value(row)})" for row in "on")
        parts.append(f"CASE WHEN {differ(content)} THEN {old} + {new} ELSE ({old} + {new}) - ({old} * {new}) END")
    return " + ".join(f"({part})" for part in parts)


def row_sql(model: type[models.Model], rule: Dated, row: str, days: str) -> str:
    """A row with what places it and the days touched."""
    names = {f.column for f in model._meta.concrete_fields}
    organization = f"{row}.organization_id" if "organization_id" in names else f"{row}.id"
    person = f'{row}."{rule.person}"' if rule.person else "NULL::bigint"
    parent = f'{row}."{rule.parent[1]}"' if rule.parent else "NULL::bigint"
    return (
        f"{row}.id, {organization} AS organization_id, {row}.municipality_id, {person} AS person_id,"
        f" {parent} AS parent_id, {days} AS days"
    )


def touched(model: type[models.Model], rule: Dated, command: str) -> str:
    """The rows a statement touched, each with the days it touched, as SQL over the transition tables."""
    if command != "UPDATE":
        table = "new_rows" if command == "INSERT" else "old_rows"
        return f"SELECT {row_sql(model, rule, 'r', whole(rule, 'r'))} FROM {table} r"
    days = changed(model, rule)
    pair = "old_rows o JOIN new_rows n ON n.id = o.id"
    sides = [f"SELECT {row_sql(model, rule, row, days)} FROM {pair}" for row in "on"]
    if rule.carried:
        sides.append(carried_sql(rule.carried, pair))
    return f"SELECT {COLUMNS} FROM ({' UNION ALL '.join(sides)}) b WHERE NOT isempty(b.days)"


def carried_sql(carried: Carried, pair: str) -> str:
    """The rows of others that a change moves or makes something else, under the number of the changed row."""
    old, new = (f"locked_day({carried.day.format(p='p', t=row)})" for row in "on")
    return (
        f"SELECT o.id, p.organization_id, p.municipality_id, p.person_id, NULL::bigint, {old} + {new} AS days"
        f' FROM {pair} JOIN "{carried.table}" p ON p."{carried.key}" = o.id WHERE {differ(list(carried.columns))}'
    )


def name_of(model: type[models.Model]) -> str:
    """The name of a table's trigger function."""
    return f"locked_{model._meta.db_table}"


def function_sql(model: type[models.Model], rule: Dated) -> str:
    """The trigger function of a table."""
    held = HELD.format(zone=settings.TIME_ZONE)
    branches = " ".join(
        f"{'IF' if number == 0 else 'ELSIF'} TG_OP = '{command}' THEN"
        + MET.format(touched=touched(model, rule, command), held=held)
        for number, command in enumerate(TRIGGERS)
    )
    return BODY.format(
        name=name_of(model), head=HEAD, branches=f"{branches} END IF;", collect=COLLECT, state=SQLSTATE,
        table=model._meta.db_table, parent=rule.parent[0] if rule.parent else "",
    )  # fmt: skip


def statements() -> list[str]:
    """All functions and triggers as SQL."""
    made = [DAY]
    for model, rule in dated_models().items():
        made.append(function_sql(model, rule))
        for command, tables in TRIGGERS.items():
            made.append(
                f'CREATE OR REPLACE TRIGGER "locked_{command.lower()}" AFTER {command} ON "{model._meta.db_table}"'
                f" {tables} FOR EACH STATEMENT EXECUTE FUNCTION {name_of(model)}()"
            )
    return made


def stale(cursor: CursorWrapper) -> list[str]:
    """Statements that remove the triggers of tables which declare no days any more."""
    cursor.execute(
        "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE t.tgname LIKE 'locked\\_%%' AND NOT t.tgisinternal AND c.relname <> ALL (%s)",
        [[model._meta.db_table for model in dated_models()]],
    )
    return [f'DROP TRIGGER "{trigger}" ON "{table}"' for trigger, table in cursor.fetchall()]


def sync(**_: Any) -> None:
    """Make the triggers equal to the declarations (nothing to do when they are)."""
    existing = set(connection.introspection.table_names())
    needed = {model._meta.db_table for model in dated_models()} | {"organizations_periodlock"}
    if not needed <= existing:
        return  # a partial migrate
    sql = statements()
    mark = f"locks {fingerprint(sql)}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regclass('organizations_periodlock'), 'pg_class')")
        if cursor.fetchone() == (mark,):
            return
        with connection.owner():  # type: ignore[attr-defined]
            for statement in [*stale(cursor), *sql]:
                cursor.execute(statement)
            cursor.execute(f"COMMENT ON TABLE organizations_periodlock IS '{mark}'")


def connect() -> None:
    """Register the synchronization behind the last application's migrations."""
    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    post_migrate.connect(sync, sender=last, dispatch_uid="rsnms.locks")
