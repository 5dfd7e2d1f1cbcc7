"""The wall: row-level security made from the models' declarations and kept in step with them after every migrate.

Every table of ours has it, with FORCE and a policy for each of the four commands, except those that declare ``Exempt``.
The functions the policies call read only exempt tables (grants, rights, links) and raise when nobody acts.
"""

import hashlib
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models.signals import post_migrate

from apps.core import access
from apps.core.access import PERSONS, READ, WRITE, Access, Exempt, Journal, OwnRows, Path, Rule

FOREIGN_APPS = frozenset({"auth", "contenttypes", "sessions"})
COMMANDS = {"SELECT": READ, "INSERT": WRITE, "UPDATE": WRITE, "DELETE": WRITE}


def our_models() -> list[type[models.Model]]:
    """Every concrete model with a table of its own, automatic many-to-many tables included."""
    found = apps.get_models(include_auto_created=True)
    return [m for m in found if m._meta.app_label not in FOREIGN_APPS and m._meta.managed]


def rule_of(model: type[models.Model]) -> Rule:
    """The model's declaration; an automatic many-to-many table holds numbers only."""
    if model._meta.auto_created:
        return Exempt("связующая таблица: одни номера")
    return access.of(model)


def walled() -> dict[str, Rule]:
    """Table → rule, for every table behind the wall."""
    rules = {model._meta.db_table: rule_of(model) for model in our_models()}
    return {table: rule for table, rule in sorted(rules.items()) if not isinstance(rule, Exempt)}


def is_walled(table: str) -> bool:
    """Whether the table must be locked when it is made (a historical name that is gone counts as open)."""
    return table in walled()


def lock_sql(table: str) -> str:
    """Statements that close the table to everybody until policies open it."""
    return f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY'


def predicate(rule: Rule, action: str) -> str:
    """The SQL condition of a rule; every call stands in a sub-select, so it runs once a query, not once a row."""
    if isinstance(rule, OwnRows):
        return f"(SELECT rsnms_is_system()) OR {rule.column} = (SELECT rsnms_user())"
    if isinstance(rule, Journal) and action == "insert":
        return "(SELECT rsnms_actor()) <> ''"
    if isinstance(rule, Access):
        paths = [path for path in rule.paths if action == READ or not path.everyone]
        parts = [path_sql(path, path.kind or rule.kind, action) for path in paths]
        return " OR ".join(["(SELECT rsnms_is_system())", *parts])
    raise TypeError(f"no wall for {rule!r}")


def path_sql(path: Path, kind: str, action: str) -> str:
    """One path of a rule as SQL."""
    where = [column if value else f"NOT {column}" for column, value in path.where.items()]
    call = f"'{kind}', '{action}'"
    if path.everyone:
        here = [f"{path.region} = (SELECT rsnms_region())"] if path.region else []
        held = [f"(SELECT rsnms_may({call}))"] if path.holders else []
        return "(" + " AND ".join([*here, *held, *where]) + ")"
    options = [
        f"{column} = ANY ((SELECT rsnms_units({call}, '{level}'))::bigint[])"
        for level, column in path.columns().items()
    ]
    if path.person:
        options.append(f"{path.person} = ANY ((SELECT rsnms_persons({call}))::bigint[])")
    options.append(f"(SELECT rsnms_everywhere({call}))")
    if path.managerial:
        where.append(f"(NOT {path.managerial} OR (SELECT rsnms_managers({call})))")
    return "(" + " AND ".join(["(" + " OR ".join(options) + ")", *where]) + ")"


def policies_sql(table: str, rule: Rule) -> list[str]:
    """The statements that (re)make the four policies of a table."""
    statements = [lock_sql(table)]
    for command, action in COMMANDS.items():
        name = f"{table}_{command.lower()}"
        if isinstance(rule, Journal):
            condition = "(SELECT rsnms_is_system())" if command in ("UPDATE", "DELETE") else None
            condition = condition or predicate(rule, "insert" if command == "INSERT" else READ)
        else:
            condition = predicate(rule, action)
        clause = {"SELECT": "USING ({0})", "DELETE": "USING ({0})", "INSERT": "WITH CHECK ({0})"}.get(
            command, "USING ({0}) WITH CHECK ({0})"
        )
        statements.append(f'DROP POLICY IF EXISTS "{name}" ON "{table}"')
        statements.append(f'CREATE POLICY "{name}" ON "{table}" FOR {command} {clause.format(condition)}')
    return statements


HEAD = "LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = public, pg_temp"
FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION rsnms_actor() RETURNS text {HEAD} AS $$
DECLARE actor text := current_setting('rsnms.actor', true);
BEGIN
  IF actor IS NULL OR actor = '' THEN RAISE EXCEPTION 'rsnms: nobody acts' USING ERRCODE = '42501'; END IF;
  RETURN actor;
END $$;
CREATE OR REPLACE FUNCTION rsnms_is_system() RETURNS boolean {HEAD} AS $$
BEGIN RETURN starts_with(rsnms_actor(), 'system:'); END $$;
CREATE OR REPLACE FUNCTION rsnms_grant() RETURNS bigint {HEAD} AS $$
DECLARE actor text := rsnms_actor();
BEGIN RETURN CASE WHEN starts_with(actor, 'grant:') THEN substr(actor, 7)::bigint END; END $$;
CREATE OR REPLACE FUNCTION rsnms_user() RETURNS bigint {HEAD} AS $$
DECLARE actor text := rsnms_actor();
BEGIN
  IF starts_with(actor, 'user:') THEN RETURN substr(actor, 6)::bigint; END IF;
  RETURN (SELECT user_id FROM accounts_assignment WHERE id = rsnms_grant());
END $$;
CREATE OR REPLACE FUNCTION rsnms_region() RETURNS bigint {HEAD} AS $$
BEGIN RETURN (SELECT region_id FROM accounts_assignment WHERE id = rsnms_grant()); END $$;
CREATE OR REPLACE FUNCTION rsnms_may(kind text, action text) RETURNS boolean {HEAD} AS $$
BEGIN RETURN EXISTS (
  SELECT 1 FROM accounts_assignment a JOIN accounts_right r ON r.role = a.role
  WHERE a.id = rsnms_grant() AND r.kind = $1 AND r.action = $2); END $$;
CREATE OR REPLACE FUNCTION rsnms_everywhere(kind text, action text) RETURNS boolean {HEAD} AS $$
BEGIN RETURN EXISTS (
  SELECT 1 FROM accounts_assignment a JOIN accounts_right r ON r.role = a.role
  WHERE a.id = rsnms_grant() AND r.kind = $1 AND r.action = $2 AND r.level = 'installation'); END $$;
CREATE OR REPLACE FUNCTION rsnms_units(kind text, action text, level text) RETURNS bigint[] {HEAD} AS $$
BEGIN RETURN ARRAY(
  SELECT CASE $3 WHEN 'region' THEN a.region_id WHEN 'municipality' THEN a.municipality_id ELSE a.organization_id END
  FROM accounts_assignment a JOIN accounts_right r ON r.role = a.role
  WHERE a.id = rsnms_grant() AND r.kind = $1 AND r.action = $2 AND r.level = $3); END $$;
CREATE OR REPLACE FUNCTION rsnms_managers(kind text, action text) RETURNS boolean {HEAD} AS $$
BEGIN RETURN EXISTS (
  SELECT 1 FROM accounts_assignment a JOIN accounts_right r ON r.role = a.role
  WHERE a.id = rsnms_grant() AND r.kind = $1 AND r.action = $2 AND r.managers); END $$;
CREATE OR REPLACE FUNCTION rsnms_persons(kind text, action text) RETURNS bigint[] {HEAD} AS $$
BEGIN RETURN ARRAY(
  SELECT l.person_id FROM accounts_assignment a
  JOIN accounts_right r ON r.role = a.role AND r.kind = $1 AND r.action = $2 AND r.level = '{PERSONS}'
  JOIN teachers_personlink l ON l.relation = r.relation
    AND (l.user_id = a.user_id OR l.organization_id = a.organization_id)
  WHERE a.id = rsnms_grant()); END $$;
"""


def statements() -> list[str]:
    """The whole wall as SQL: functions, then the policies of every walled table."""
    result = [FUNCTIONS]
    for table, rule in walled().items():
        result.extend(policies_sql(table, rule))
    return result


def fingerprint(sql: list[str]) -> str:
    """A mark of the declarations: an unchanged wall is not rebuilt after every flush."""
    return hashlib.sha256("\n".join(sql).encode()).hexdigest()


def sync(**_: Any) -> None:
    """Make the database's policies equal to the declarations (after every migrate; nothing to do when they are)."""
    existing = set(connection.introspection.table_names())
    if not set(walled()) <= existing:
        return  # a partial migrate: the tables made so far stay locked until the rest is there
    sql = statements()
    mark = fingerprint(sql)
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regproc('rsnms_actor'), 'pg_proc')")
        if cursor.fetchone() == (mark,):
            return
        with connection.owner():  # type: ignore[attr-defined]
            for statement in sql:
                cursor.execute(statement)
            cursor.execute(f"COMMENT ON FUNCTION rsnms_actor() IS '{mark}'")


def connect() -> None:
    """Register the synchronization behind the last application's migrations."""
    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    post_migrate.connect(sync, sender=last, dispatch_uid="rsnms.wall")
