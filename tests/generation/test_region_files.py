"""A region written as spreadsheets for the acceptance tests."""

import csv
from pathlib import Path

import pytest

from apps.monitoring.generation.plan import Plan
from apps.teachers.models import Employment
from tests.generation.digests import number
from tests.support.region_files import KINDS, SELECTS, write_kind, write_region

pytestmark = pytest.mark.django_db


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a written file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_every_kind_is_written(small: Plan, tmp_path: Path) -> None:
    files = write_region(small.region.pk, tmp_path)
    assert {kind: bool(rows(path)) for kind, path in files.items()} == dict.fromkeys(KINDS, True)


def test_headings_are_those_of_the_contract(small: Plan, tmp_path: Path) -> None:
    path = write_kind("staff", small.region.pk, tmp_path)
    assert list(rows(path)[0]) == list(SELECTS["staff"][0])


def test_staff_has_a_row_for_every_employment(small: Plan, tmp_path: Path) -> None:
    assert len(rows(write_kind("staff", small.region.pk, tmp_path))) == Employment.objects.count()


def test_dates_are_written_as_people_write_them(small: Plan, tmp_path: Path) -> None:
    first = rows(write_kind("events", small.region.pk, tmp_path))[0]
    assert [len(part) for part in first["Дата начала"].split(".")] == [2, 2, 4]


@pytest.mark.parametrize(
    ("kind", "table"), [("enrollments", "programs_enrollment"), ("diagnostics", "diagnostics_score")]
)
def test_file_has_every_row_of_the_table(small: Plan, tmp_path: Path, kind: str, table: str) -> None:
    assert len(rows(write_kind(kind, small.region.pk, tmp_path))) == number(f"SELECT count(*) FROM {table}")
