"""All files of a generated region: the second import changes nothing, and the first builds the same region anew.

The region is generated, written as spreadsheets, taken back, and built again from the spreadsheets alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from apps.core.actor import acting, system
from apps.core.imports import kinds
from apps.core.imports.results import ImportResult
from apps.core.imports.services import run
from apps.monitoring.generation.region import generate
from apps.monitoring.models import Report
from apps.monitoring.services.compute import compute_report
from apps.monitoring.services.files import as_json
from apps.organizations.models import Profile
from tests.generation.conftest import UNTIL, plan
from tests.support.region_files import KINDS, write_region

pytestmark = pytest.mark.django_db
# They come with the portal itself.
SHIPPED = ("municipalities", "competences")


@dataclass(frozen=True)
class Trial:
    """What happened to the files."""

    own: dict[str, ImportResult]
    first: dict[str, ImportResult]
    second: dict[str, ImportResult]
    generated: dict[str, Any]
    imported: dict[str, Any]


def figures() -> dict[str, Any]:
    """The report of the last year, without what numbers it."""
    profile = Profile.objects.get(code="vladimir")
    report = compute_report(profile=profile, period_from=date(UNTIL, 1, 1), period_to=date(UNTIL, 12, 31))
    values: dict[str, Any] = as_json(Report.objects.get(pk=report.pk))["indicators"]
    return values


def load(files: dict[str, Path]) -> dict[str, ImportResult]:
    """Import every file in the order of the contract."""
    return {kind: run(kinds.get(kind), path) for kind, path in files.items()}


@pytest.fixture(scope="module")
def trial(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """Generated, written, imported over itself, taken back, imported into nothing, imported again."""
    folder = tmp_path_factory.mktemp("region")
    with django_db_blocker.unblock(), transaction.atomic():
        small = plan()
        point = transaction.savepoint()
        generate(small)
        with acting(system("test")):
            files, generated = write_region(small.region.pk, folder), figures()
            own = load(files)
        transaction.savepoint_rollback(point)
        with acting(system("test")):
            first, second = load(files), load(files)
            yield Trial(own, first, second, generated, figures())
        transaction.set_rollback(True)


def outcomes(result: ImportResult) -> dict[str, int]:
    """Created, updated, unchanged, rejected."""
    return {name: getattr(result, name) for name in ("created", "updated", "unchanged", "rejected")}


@pytest.mark.parametrize("kind", KINDS)
def test_file_of_a_generated_region_changes_nothing_in_it(trial: Trial, kind: str) -> None:
    result = trial.own[kind]
    assert outcomes(result) == {"created": 0, "updated": 0, "unchanged": result.rows, "rejected": 0}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in SHIPPED])
def test_first_import_creates_every_row(trial: Trial, kind: str) -> None:
    result = trial.first[kind]
    assert outcomes(result) == {"created": result.rows, "updated": 0, "unchanged": 0, "rejected": 0}


@pytest.mark.parametrize("kind", KINDS)
def test_second_import_changes_nothing(trial: Trial, kind: str) -> None:
    result = trial.second[kind]
    assert outcomes(result) == {"created": 0, "updated": 0, "unchanged": result.rows, "rejected": 0}


@pytest.mark.parametrize("kind", KINDS)
def test_every_heading_is_understood(trial: Trial, kind: str) -> None:
    assert trial.first[kind].warnings == []


@pytest.mark.parametrize("kind", KINDS)
def test_counts_add_up(trial: Trial, kind: str) -> None:
    assert [sum(outcomes(r[kind]).values()) for r in (trial.own, trial.first, trial.second)] == [
        r[kind].rows for r in (trial.own, trial.first, trial.second)
    ]


def test_report_of_the_imported_region_is_that_of_the_generated_one(trial: Trial) -> None:
    assert trial.imported == trial.generated
