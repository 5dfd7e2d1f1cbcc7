"""The wall cannot be forgotten: what the catalogue of the database says about every table."""

import pytest
from django.db import connection

from apps.core import wall
from apps.core.access import Exempt

pytestmark = pytest.mark.django_db
DJANGO_TABLES = {"django_migrations", "django_content_type", "django_session", "auth_permission", "auth_group"}


def query(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def test_every_table_is_walled_or_exempt_with_a_reason() -> None:
    rules = {m._meta.db_table: wall.rule_of(m) for m in wall.our_models()}
    ours = "relkind = 'r' AND relnamespace = 'public'::regnamespace"
    tables = {str(row[0]) for row in query(f"SELECT relname FROM pg_class WHERE {ours}")}
    unknown = tables - set(rules) - DJANGO_TABLES - {"auth_group_permissions"}
    assert unknown == set()
    assert [t for t, rule in rules.items() if isinstance(rule, Exempt) and len(rule.reason) < 10] == []


def test_every_walled_table_has_row_security_forced_and_four_policies() -> None:
    found = query(
        "SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,"
        " (SELECT string_agg(DISTINCT p.polcmd::text, '' ORDER BY p.polcmd::text) FROM pg_policy p"
        "  WHERE p.polrelid = c.oid)"
        " FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"
    )
    state = {str(name): tuple(rest) for name, *rest in found}
    assert {t: state[t] for t in wall.walled()} == {t: (True, True, "adrw") for t in wall.walled()}


def test_application_role_owns_nothing_and_cannot_truncate() -> None:
    assert query("SELECT current_user, (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)") == [
        ("rsnms_app", False)
    ]
    owner = "SELECT oid FROM pg_roles WHERE rolname = 'rsnms_app'"
    assert query(f"SELECT count(*) FROM pg_class WHERE relowner = ({owner})") == [(0,)]
    assert query(
        "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        " AND has_table_privilege('rsnms_app', oid, 'TRUNCATE')"
    ) == [(0,)]


def test_policy_functions_are_stable_parallel_safe_with_fixed_search_path() -> None:
    rows = query(
        "SELECT proname, provolatile, proparallel, proconfig FROM pg_proc"
        " WHERE proname LIKE 'rsnms\\_%' ORDER BY proname"
    )
    assert len(rows) >= 9
    assert {tuple(str(v) for v in row[1:3]) for row in rows} == {("s", "s")}
    assert {str(row[3]) for row in rows} == {"['search_path=public, pg_temp']"}
