"""A file of many rows leaves the planner knowing of them: the next file is read against the tables it filled."""

from pathlib import Path

import pytest
from django.db import connection

from apps.core.imports.services import MANY
from tests.support_imports import counts, import_rows

pytestmark = pytest.mark.django_db
COMPETENCES = [
    {"Код": f"К{number}", "Наименование": f"Компетенция {number}", "Блок": "методические"} for number in range(MANY)
]


def known_rows() -> int:
    """How many competences the planner knows of."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'diagnostics_competence'")
        return int(cursor.fetchone()[0])


def test_import_of_many_rows_tells_the_planner(tmp_path: Path) -> None:
    before = known_rows()
    assert counts(import_rows("competences", tmp_path, *COMPETENCES)) == (MANY, 0, 0, 0)
    assert before < MANY <= known_rows()
