"""The backup of the guide: taken by a role of its own, restored to the same rows behind the same wall."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from apps.core.actor import acting, system
from apps.teachers.models import Person
from rsnms.embedded import cluster, postgres
from tests.cast import make_cast

BACKUP, RESTORED = "rsnms_backup", "rsnms_restored"
ROLE = f"CREATE ROLE {BACKUP} LOGIN BYPASSRLS; GRANT pg_read_all_data TO {BACKUP}"
TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1"
WALL = """
SELECT c.relname, p.polname, pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid),
       c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner), c.relacl::text
FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1, 2
"""


def address(user: str, database: str) -> dict[str, Any]:
    """How a user reaches a database of the server that the tests work on."""
    settings = connection.settings_dict
    return {"host": settings["HOST"], "port": settings["PORT"], "user": user, "dbname": database}


def ask(database: str, question: str) -> list[tuple[Any, ...]]:
    """The answer, to whom no wall stands in the way."""
    with psycopg.connect(**address(cluster.SUPERUSER, database), autocommit=True) as session:
        return session.execute(question.encode()).fetchall()


def counts(database: str) -> dict[str, int]:
    """How many rows each table has."""
    tables = [table for (table,) in ask(database, TABLES)]
    every = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM \"{table}\"" for table in tables)
    return {table: number for table, number in ask(database, every)}


def do(*statements: str) -> None:
    """Statements of the superuser."""
    with psycopg.connect(**address(cluster.SUPERUSER, "postgres"), autocommit=True) as session:
        for statement in statements:
            session.execute(statement.encode())


def run(program: str, user: str, database: str, *options: str) -> "subprocess.CompletedProcess[str]":
    """A program of PostgreSQL as a user."""
    where = address(user, database)
    options = (*options, f"--host={where['host']}", f"--port={where['port']}", f"--username={user}")
    command = [str(cluster.programs() / program), *options, f"--dbname={database}"]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


@pytest.fixture
def backup_role() -> Iterator[None]:
    """The role of the guide, for the time of a test; what a broken run left goes first."""
    drop = (f"DROP DATABASE IF EXISTS {RESTORED}", f"DROP ROLE IF EXISTS {BACKUP}")
    do(*drop)
    do(*ROLE.split("; "), f"CREATE DATABASE {RESTORED} OWNER {postgres.LOGIN}")
    yield
    do(*drop)


@pytest.mark.django_db(transaction=True)
def test_backup_is_refused_to_the_owner_and_restores_to_the_same(backup_role: None, tmp_path: Path) -> None:
    with acting(system("test")):
        make_cast()
        people = Person.objects.count()
    name, file = str(connection.settings_dict["NAME"]), f"--file={tmp_path / 'rsnms.dump'}"
    refused = run("pg_dump", postgres.LOGIN, name, "--format=custom", file)
    assert (refused.returncode, "row-level security policy" in refused.stderr) == (1, True)
    assert run("pg_dump", BACKUP, name, "--format=custom", file).stderr == ""
    options = ("--exit-on-error", "--single-transaction", str(tmp_path / "rsnms.dump"))
    assert run("pg_restore", cluster.SUPERUSER, RESTORED, *options).stderr == ""
    assert counts(RESTORED)["teachers_person"] == people > 0
    assert counts(RESTORED) == counts(name)
    assert ask(RESTORED, WALL) == ask(name, WALL)
