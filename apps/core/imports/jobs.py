"""Imports as jobs: the preview (a dry run) and the import itself, each one transaction; the rejected rows as a file."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

from apps.core.imports import kinds, services, uploads
from apps.core.imports.kinds import ImportKind
from apps.core.imports.results import ImportResult
from apps.core.imports.uploads import Upload
from apps.core.jobs import JobContext, JobRefused, Outcome, job_kind
from apps.core.models import Job
from apps.core.services import jobs
from apps.core.tabular.cells import CellError
from apps.core.tabular.headings import UnusableFile
from apps.core.tabular.reader import UnreadableFile, read_table
from apps.core.tabular.rejected import RejectedRow, write_rejected
from apps.core.text import count_text

CODE = "import"


def submit_import(kind: ImportKind, upload: Upload, *, dry_run: bool = False, atomic: bool = False) -> Job:
    """Ask for the preview (``dry_run``) or the import of a kept file as the current actor.

    The finished job holds ``services.summary`` in its result, and the rejected rows, if any, as its file.
    """
    parameters: dict[str, Any] = {"kind": kind.code, "upload": upload.key, "name": upload.name}
    parameters |= {"dry_run": dry_run, "atomic": atomic}
    return jobs.submit(CODE, parameters, title=f"{'Проверка' if dry_run else 'Загрузка'}: {kind.title}")


@job_kind(CODE, title="Загрузка таблицы", lock="import:{kind}")
def import_table(
    context: JobContext, *, kind: str, upload: str, name: str, dry_run: bool = False, atomic: bool = False
) -> Outcome:
    """Import one kept file as who asked; killed at any moment it leaves nothing and starts anew."""
    declared = kinds.get(kind)
    try:
        kept = uploads.find(upload, name=name)
        result = services.run(declared, kept.path, name=name, dry_run=dry_run, atomic=atomic, progress=context.progress)
    except (UnreadableFile, UnusableFile, services.NotAllowed, uploads.UploadRefused) as refusal:
        raise JobRefused(refusal.message) from refusal
    if result.rejected:
        save_rejected(result, kept.path, context.file(f"{Path(name).stem} — отклонённые строки.xlsx"))
    return Outcome(message=words(result), data=services.summary(result))


def words(result: ImportResult) -> str:
    """The counts as a sentence."""
    rows = count_text(result.rows, "строка", "строки", "строк")
    return (
        f"{rows}: новых {result.created}, изменённых {result.updated}, без изменений {result.unchanged},"
        f" отклонено {result.rejected}"
    )


def save_rejected(result: ImportResult, source: Path, file: Path) -> int:
    """Write the rejected rows as they stand in the user's file, with what to mend beside them."""
    errors = {
        row: [CellError(e.code, e.message, e.column) for e in found]
        for row, found in groupby(result.errors, lambda error: error.row)
    }
    with read_table(source) as table:
        rejected = (RejectedRow(number, cells, errors[number]) for number, cells in table.rows() if number in errors)
        return write_rejected(rejected, table.headings, file)
