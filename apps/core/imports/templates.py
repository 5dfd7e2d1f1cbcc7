"""Templates of imports: the workbook a kind is filled in, empty or with the user's own current data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from apps.core.actor import current
from apps.core.imports.kinds import ImportKind
from apps.core.imports.services import NotAllowed
from apps.core.services import history
from apps.core.tabular.columns import Column
from apps.core.tabular.template import write_template
from apps.core.tabular.writer import SHEET_ROWS, ExportTooLong


class Counted:
    """Rows that are counted as they go out, and stop where a sheet of Excel ends."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self.rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Sequence[Any]]:
        for row in self.rows:
            self.count += 1
            if self.count > SHEET_ROWS:
                raise ExportTooLong
            yield row


def template(kind: ImportKind, file: Path | BinaryIO, *, with_data: bool = False) -> int:
    """Write the template of a kind as the current actor; returns the number of rows in it.

    With data it holds what the actor may write, and importing it back changes nothing; people's data that leave the
    portal so are logged. Raises ``NotAllowed`` (see ``ImportKind.has_data``) and ``ExportTooLong``.
    """
    actor = current()
    if not kind.may(actor) or (with_data and not kind.has_data(actor)):
        raise NotAllowed(kind)
    rows = Counted(kind.stored_rows() if with_data else ())
    write_template(columns(kind), file, title=kind.title, rows=rows, notes=[kind.help] if kind.help else [])
    if kind.personal and rows.count:
        history.log_export(f"Шаблон с данными: {kind.title}", rows.count)
    return rows.count


def columns(kind: ImportKind) -> list[Column]:
    """The columns with what the database offers for their drop-downs."""
    offered = kind.references()
    return [replace(column, suggestions=tuple(offered.get(column.title, ()))) for column in kind.columns]
