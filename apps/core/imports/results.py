"""What an import did or would do (FORMATS.md, ``import_data --json``)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from apps.core.imports.stage import RowError

OUTCOMES = ("created", "updated", "unchanged", "rejected")


@dataclass(frozen=True)
class Change:
    """One field of one stored object that changes."""

    row: int
    model: str
    field: str
    old: str | None
    new: str | None
    object: int | None = None


@dataclass
class ImportResult:
    """Counts of rows (they add up to ``rows``), the rejected rows with reasons, the changes, what was understood."""

    kind: str
    file: str
    rows: int
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    errors: list[RowError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    understood: dict[str, Any] = field(default_factory=dict)

    def refuse_all(self) -> None:
        """``--atomic`` with a bad row: nothing was written, the good rows are unchanged."""
        self.unchanged = self.rows - self.rejected
        self.created = self.updated = 0

    def as_json(self) -> dict[str, Any]:
        """The fixed contract of the command."""
        errors = [{"row": e.row, "column": e.column, "code": e.code, "message": e.message} for e in self.errors]
        counts = {name: getattr(self, name) for name in OUTCOMES}
        return {
            "kind": self.kind,
            "file": self.file,
            "rows": self.rows,
            **counts,
            "errors": errors,
            "warnings": self.warnings,
        }
