"""Rows of an import that would write into a locked period: each is rejected by itself, the rest is written.

While any period is locked the write is made on trial: the triggers note what they would refuse instead of raising,
the trial is taken back, the rows that speak of the noted objects are rejected, and the rest is resolved and written
anew (a rejected row may have made others impossible), until nothing is noted. The rules are the triggers' own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from apps.core import locks
from apps.core.imports.stage import Stage
from apps.core.lock_triggers import COLLECT

TABLES = """
DROP TABLE IF EXISTS import_locked, import_origin;
CREATE TEMPORARY TABLE import_locked ("table" text, parent_table text, id bigint, parent_id bigint, label text)
    ON COMMIT DROP;
CREATE TEMPORARY TABLE import_origin ("table" text, id bigint, row integer) ON COMMIT DROP;
"""
# The rows that stand for a noted object. What follows from rows (a deficit from a score) is noted too: it names the
# rows of the object it was written together with, unless one of those was noted by itself.
ROWS = """
WITH noted AS (
    SELECT l.*, o.row FROM import_locked l LEFT JOIN import_origin o ON o."table" = l."table" AND o.id = l.id
), met AS (
    SELECT row, label FROM noted WHERE row IS NOT NULL
    UNION ALL
    SELECT p.row, n.label FROM noted n
    LEFT JOIN import_origin p ON p."table" = n.parent_table AND p.id = n.parent_id
    WHERE n.row IS NULL AND NOT EXISTS (SELECT FROM noted k WHERE k.row IS NOT NULL
        AND k.parent_table = n.parent_table AND k.parent_id = n.parent_id)
)
SELECT row, min(label) FROM met GROUP BY row ORDER BY row
"""
REJECT = """
INSERT INTO import_error SELECT x.row, '', 'locked', x.words FROM unnest(%s::integer[], %s::text[]) AS x(row, words);
"""


@dataclass(frozen=True)
class LockedRow:
    """A row that met a lock; without a number the write itself met it, for no row in particular."""

    number: int | None
    label: str


class LockedImport(IntegrityError):
    """A lock was met by what follows from the rows and by none of them: nothing may be written."""


def around_locks(stage: Stage, write: Callable[[], None]) -> None:
    """Write all rows but those of locked periods. Raises ``LockedImport``."""
    if not locks.any_held():
        write()
        return
    while found := on_trial(stage, write):
        reject(stage, found)


def on_trial(stage: Stage, write: Callable[[], None]) -> list[LockedRow]:
    """Write in a savepoint that is kept where no lock was met; else the rows that met one."""
    kept, types = transaction.savepoint(), dict(stage.types)
    stage.run(TABLES)
    stage.run("SELECT set_config(%s, 'on', true)", [COLLECT])
    stage.watching = True
    write()
    stage.watching = False
    found = [LockedRow(*row) for row in stage.rows(ROWS)]
    if found:
        transaction.savepoint_rollback(kept)
        stage.types = types
        stage.distinct.clear()
    else:
        stage.run("SELECT set_config(%s, '', true)", [COLLECT])
        transaction.savepoint_commit(kept)
    return found


def reject(stage: Stage, found: list[LockedRow]) -> None:
    """Reject the rows, each with the sentence of its lock."""
    named = [row for row in found if row.number is not None]
    if not named:
        raise LockedImport(locks.Locked(found[0].label).words)
    stage.run(REJECT, [[row.number for row in named], [locks.Locked(row.label).words for row in named]])
    stage.run("UPDATE import_row r SET live = false FROM import_error e WHERE e.row = r.row AND r.live")
