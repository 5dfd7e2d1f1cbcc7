"""The test database: a copy of a template that is made once for the code as it is, and kept for the next runs.

Two templates, each named by a digest of what it is made of: ``base`` by the migrations, ``full`` by all code that may
speak after them (walls, triggers, rights, dictionaries). A run takes a free slot under an advisory lock: several runs,
or the workers of one, never meet; whatever a killed run left in a slot is thrown away by the next one there.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.migrations.executor import MigrationExecutor
from django.test import TransactionTestCase

from apps.core import wall
from apps.core.db.postgresql.base import NO_DB_ALIAS, DatabaseWrapper
from apps.core.db.states import narrow_states
from tests import restoring
from tests.restoring import Template

ROOT = Path(settings.BASE_DIR)
PREFIX = f"test_{settings.DATABASES['default']['NAME']}"
# Any number that no other program takes for its advisory locks; in it the slots, and one number for the templates.
SPACE, TEMPLATES = 0x52534E4D, -1
SLOTS = 64
# Switching between two branches does not make the templates anew.
KEPT = 2


def marks(files: Iterable[Path]) -> frozenset[str]:
    """What files say, a mark each."""
    return frozenset(f"{path.relative_to(ROOT)} {sha256(path.read_bytes()).hexdigest()[:16]}" for path in files)


def name_of(kind: str, parts: Iterable[object]) -> str:
    """The name of a template made of these parts."""
    made_of = repr((django.VERSION, sorted(map(str, parts))))
    return f"{PREFIX}_{kind}_{sha256(made_of.encode()).hexdigest()[:16]}"


def base_parts() -> frozenset[str]:
    """What decides on the tables: the migrations, and which tables are locked when they are made."""
    return marks(ROOT.glob("apps/*/migrations/*.py")) | wall.walled().keys()


def full_parts() -> frozenset[str]:
    """What decides on the rest."""
    files = [*ROOT.glob("apps/**/*.py"), *ROOT.glob("fixtures/**/*.*"), Path(__file__), Path(restoring.__file__)]
    return marks(files) | {settings.TIME_ZONE}


@contextmanager
def server() -> Iterator[CursorWrapper]:
    """A cursor of the login beside all databases of ours."""
    beside = DatabaseWrapper({**connection.settings_dict, "NAME": None}, alias=NO_DB_ALIAS)
    try:
        with beside.cursor() as cursor:
            yield cursor
    finally:
        beside.close()


@contextmanager
def working_in(name: str) -> Iterator[None]:
    """The portal's connection leads to that database."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = before


def copy(cursor: CursorWrapper, template: str, name: str) -> None:
    """The database ``name`` as a copy of the template; what had the name before is gone."""
    drop(cursor, name)
    cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def drop(cursor: CursorWrapper, name: str) -> None:
    """Remove a database, with whoever of ours is in it (WITH FORCE would fail at a vacuum, which leaves by itself)."""
    ours = "datname = %s AND usename = current_user"
    cursor.execute(f"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE {ours}", [name])
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


def named(cursor: CursorWrapper, start: str) -> list[str]:
    """The databases whose names start so, newest first."""
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid DESC", [start])
    return [name for (name,) in cursor.fetchall()]


def grow(cursor: CursorWrapper, parent: str, name: str, work: Callable[[], None], parts: Iterable[str] = ()) -> None:
    """The template ``name`` made of the parts: a copy of its parent after some work; complete or not there at all."""
    unfinished = f"{PREFIX}_unfinished"
    copy(cursor, parent, unfinished)
    with working_in(unfinished):
        work()
    cursor.execute(f'COMMENT ON DATABASE "{unfinished}" IS %s', [json.dumps(sorted(parts))])
    cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')


def migrate() -> None:
    """All migrations, and nothing that follows them."""
    executor = MigrationExecutor(connection)
    with narrow_states():
        executor.migrate(executor.loader.graph.leaf_nodes())


def settle() -> None:
    """What follows the migrations; a test that changed it gets it back from a copy."""
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    restoring.ship()


def smaller(cursor: CursorWrapper, parts: frozenset[str]) -> str:
    """The newest base made of a part of these: only what was added since is left to do."""
    for name in named(cursor, f"{PREFIX}_base_"):
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
        if set(json.loads(cursor.fetchone()[0])) <= parts:
            return name
    return "template0"


def template(cursor: CursorWrapper) -> str:
    """The template for the code as it is; old ones go."""
    parts = base_parts()
    base = name_of("base", parts)
    full = name_of("full", full_parts() | {base})
    if named(cursor, full):
        return full
    if not named(cursor, base):
        grow(cursor, smaller(cursor, parts), base, migrate, parts)
    grow(cursor, base, full, settle)
    for kind in ("base", "full"):
        for name in named(cursor, f"{PREFIX}_{kind}_")[KEPT:]:
            drop(cursor, name)
    return full


def slot(cursor: CursorWrapper) -> str:
    """The name of a database that nobody else works in while this cursor's session lives."""
    for number in range(SLOTS):
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [SPACE, number])
        if cursor.fetchone() == (True,):
            return f"{PREFIX}_{number}"
    raise AssertionError(f"{SLOTS} runs at once on one server")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, django_db_keepdb: bool
) -> Iterator[Template]:
    """A copy of the template for this process (``--reuse-db`` leaves it there to be looked at)."""
    with django_db_blocker.unblock(), server() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [SPACE, TEMPLATES])
        mine = slot(cursor)
        copy(cursor, template(cursor), mine)
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [SPACE, TEMPLATES])
        with working_in(mine), pytest.MonkeyPatch.context() as patch:
            (made := Template()).read()
            patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: made.restore())
            with django_db_blocker.block():
                yield made
        if not django_db_keepdb:
            drop(cursor, mine)
