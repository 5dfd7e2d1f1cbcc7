"""Importing small spreadsheets in tests."""

from collections.abc import Callable
from pathlib import Path

import pytest

from apps.core.actor import Actor, acting, system
from apps.core.imports import kinds
from apps.core.imports.results import ImportResult
from apps.core.imports.services import run
from tests.support_files import Row, write_csv

SYSTEM = system("test")
Load = Callable[..., ImportResult]
CREATED, UPDATED, UNCHANGED, REJECTED = (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)


def counts(result: ImportResult) -> tuple[int, int, int, int]:
    """Created, updated, unchanged, rejected."""
    return result.created, result.updated, result.unchanged, result.rejected


def messages(result: ImportResult) -> list[str]:
    """What is said of the rejected rows."""
    return [error.message for error in result.errors]


def import_rows(
    kind: str, folder: Path, *rows: Row, actor: Actor = SYSTEM, dry_run: bool = False, atomic: bool = False
) -> ImportResult:
    """Import rows as a file of that kind, as the system unless said otherwise."""
    path = write_csv(folder / f"{kind}.csv", rows)
    with acting(actor):
        return run(kinds.get(kind), path, dry_run=dry_run, atomic=atomic)


@pytest.fixture
def load(request: pytest.FixtureRequest, tmp_path: Path) -> Load:
    """``load(*rows)`` for the kind named by the module's ``KIND``."""
    kind: str = request.module.KIND

    def importer(*rows: Row, actor: Actor = SYSTEM, **options: bool) -> ImportResult:
        return import_rows(kind, tmp_path, *rows, actor=actor, **options)

    return importer
