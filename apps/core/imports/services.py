"""The one service of imports: the browser, the job, the command and the tests call ``run``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from django.db import connection, transaction

from apps.core.actor import acting, current, system
from apps.core.imports.checks import drop_duplicates, refuse_clearing, require
from apps.core.imports.kinds import ImportKind
from apps.core.imports.locked import around_locks
from apps.core.imports.reading import RowReader
from apps.core.imports.results import OUTCOMES, Change, ImportResult
from apps.core.imports.stage import RowError, Stage
from apps.core.imports.trace import tell_followers, write_history
from apps.core.services import history
from apps.core.tabular.headings import match_headings
from apps.core.tabular.reader import Table, read_table

SHOWN_CHANGES = 5000
# From so many written rows on the planner is told: the next file is read against the tables that this one filled.
MANY = 1000
Progress = Callable[[int, int | None, str], None]


class NotAllowed(Exception):
    """The actor may not import this kind. ``message`` is one Russian sentence."""

    def __init__(self, kind: ImportKind) -> None:
        self.message = f"Загрузка «{kind.title}» недоступна вашей роли; обратитесь к специалисту ЦНППМ."
        super().__init__(self.message)


class RolledBack(Exception):
    """Takes a dry run back; never leaves this module."""


def silent(done: int, total: int | None, message: str) -> None:
    """No progress is shown."""


def run(
    kind: ImportKind,
    path: Path,
    *,
    name: str = "",
    dry_run: bool = False,
    atomic: bool = False,
    progress: Progress = silent,
) -> ImportResult:
    """Import one spreadsheet as the current actor (FORMATS.md, Spreadsheets); all in one transaction.

    A dry run is the same run without the entries of history, taken back at its end. With ``atomic`` one bad row takes
    everything back. Raises ``UnreadableFile`` and ``UnusableFile`` (no row can be read) and ``NotAllowed``.
    """
    actor = current()
    if not kind.may(actor):
        raise NotAllowed(kind)
    with read_table(path) as table:
        layout = match_headings(table.headings, kind.columns)
        result = ImportResult(kind.code, name or path.name, 0, warnings=[*table.warnings, *layout.warnings])
        result.understood = {
            "sheet": table.sheet,
            "encoding": table.encoding,
            "delimiter": table.delimiter,
            "columns": [title for title in layout.positions],
            "rows": table.row_count,
        }
        who = history.who()
        try:
            with acting(system("import")), transaction.atomic():
                stage = Stage(kind, actor, who=who)
                stage.lasting = not dry_run
                _stage_and_write(stage, table, RowReader(kind, layout), result, progress)
                if dry_run or (atomic and result.rejected):
                    raise RolledBack
                if result.created + result.updated >= MANY:
                    connection.analyze(*(model._meta.db_table for model in kind.models))  # type: ignore[attr-defined]
        except RolledBack:
            if atomic and result.rejected:
                result.refuse_all()
    return result


def _stage_and_write(stage: Stage, table: Table, reader: RowReader, result: ImportResult, progress: Progress) -> None:
    """Read, stage, resolve, check the actor's scope, write, count. Runs as ``system:import``."""
    kind, total = reader.kind, table.row_count
    # One import of a kind at a time: two of them would not see each other's rows.
    stage.run("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"rsnms.import.{kind.code}"])
    stage.load(reader.staged(table, lambda done: progress(done, total, "Читаем файл")))
    result.rows = reader.count
    progress(total, total, "Проверяем строки")
    stage.load_errors(reader.errors)
    require(stage, *kind.key_required())
    refuse_clearing(stage)
    drop_duplicates(stage, kind.key)
    around_locks(stage, lambda: _write(kind, stage, total, progress))
    _count(stage, result)


def _write(kind: ImportKind, stage: Stage, total: int, progress: Progress) -> None:
    """Resolve the live rows, write them and their history."""
    kind.resolve(stage)
    kind.check_scope(stage)
    progress(total, total, "Записываем")
    kind.write(stage)
    if stage.lasting:
        progress(total, total, "Записываем историю")
        for model in kind.models:
            write_history(stage, model)
    for model in kind.models:
        tell_followers(stage, model)
    # What was put off speaks now, not at the commit of somebody else's transaction.
    stage.run("SET CONSTRAINTS ALL IMMEDIATE")
    stage.run("SET CONSTRAINTS ALL DEFERRED")


def _count(stage: Stage, result: ImportResult) -> None:
    """Counts, reasons and changes of the finished stage."""
    errors = stage.rows('SELECT row, "column", code, message FROM import_error ORDER BY row, "column"')
    result.errors = [RowError(*row) for row in errors]
    result.rejected = len({error.row for error in result.errors})
    for outcome, count in stage.rows(
        "SELECT outcome, count(*) FROM import_row r"
        " WHERE NOT EXISTS (SELECT 1 FROM import_error e WHERE e.row = r.row) GROUP BY outcome"
    ):
        setattr(result, outcome, count)
    changes = stage.rows(
        "SELECT row, model, field, old, new, object FROM import_change ORDER BY row, model, field LIMIT %s",
        [SHOWN_CHANGES],
    )
    result.changes = [Change(*row) for row in changes]
    counted = sum(getattr(result, name) for name in OUTCOMES)
    if counted != result.rows:
        raise AssertionError(f"import {result.kind}: {counted} rows counted of {result.rows}")


def summary(result: ImportResult) -> dict[str, object]:
    """The result as a job keeps it: counts, warnings and the first of the reasons and changes."""
    return {
        **{name: getattr(result, name) for name in ("kind", "file", "rows", *OUTCOMES)},
        "warnings": result.warnings,
        "understood": result.understood,
        "errors": [asdict(error) for error in result.errors[:500]],
        "changes": [asdict(change) for change in result.changes[:500]],
    }
