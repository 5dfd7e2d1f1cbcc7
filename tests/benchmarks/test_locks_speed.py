"""What locked periods cost an import of 40,000 rows of staff: without triggers, with them, with somebody else's lock.

Times are printed, never asserted; only the counts are.
"""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection, transaction

from apps.core import lock_triggers
from apps.core.actor import acting
from apps.organizations.models import Municipality
from tests.benchmarks.measure import compare
from tests.benchmarks.test_import_speed import ROWS, RUNS, SYSTEM, book, load, taken_back  # noqa: F401 - a fixture
from tests.locks import lock

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]
ALL = (ROWS, 0, 0, 0)


def bare(path: Path) -> tuple[int, int, int, int]:
    """The import with the triggers taken away, and both taken back."""
    with transaction.atomic():
        with connection.owner(), connection.cursor() as cursor:  # type: ignore[attr-defined]
            for model in lock_triggers.dated_models():
                for command in lock_triggers.TRIGGERS:
                    cursor.execute(f'DROP TRIGGER "locked_{command.lower()}" ON "{model._meta.db_table}"')
        told = taken_back(lambda: load(path))
        transaction.set_rollback(True)
    return told


@pytest.mark.filterwarnings("ignore")
def test_import_where_nothing_is_locked(book: Path) -> None:  # noqa: F811
    assert (bare(book), taken_back(lambda: load(book))) == (ALL, ALL)
    compare("Import with the triggers of locks, none held", lambda: taken_back(lambda: load(book)),
            lambda: bare(book), RUNS)  # fmt: skip


@pytest.mark.filterwarnings("ignore")
def test_import_where_another_period_is_locked(book: Path) -> None:  # noqa: F811
    with acting(SYSTEM):
        for municipality in Municipality.objects.filter(regional=False):
            lock(municipality, date(1990, 1, 1), date(1990, 12, 31))
    compare("Import with a lock of another period everywhere", lambda: taken_back(lambda: load(book)),
            lambda: bare(book), RUNS)  # fmt: skip
