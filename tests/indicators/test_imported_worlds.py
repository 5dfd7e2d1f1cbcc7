"""The whole way in: a random region as spreadsheets, imported twice, reported, against the naive rules.

FORMATS.md: importing the same file twice changes nothing; what is merely doubtful is accepted.
"""

import os
from pathlib import Path

import pytest
from django.db import transaction

from apps.core.actor import acting, system
from apps.core.imports import kinds
from apps.core.imports.services import run
from apps.monitoring.services.compute import compute_report
from apps.monitoring.services.files import as_json
from apps.organizations.models import Profile
from tests.indicators.naive.composition import Unit
from tests.indicators.naive.files import write_world
from tests.indicators.naive.profiles import PROFILES
from tests.indicators.naive.strategy import Case, examples
from tests.indicators.test_against_naive import naive_cells, profiles

__all__ = ["profiles"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WORLDS = int(os.environ.get("RSNMS_IMPORTED_WORLDS", "2"))


def import_twice(case: Case, folder: Path) -> dict[str, tuple[int, int, int, int]]:
    """Import every file twice: rows rejected, and rows of the second time that were not unchanged, by kind."""
    bad = {}
    for kind, path in write_world(case.world, folder):
        first, second = (run(kinds.get(kind), path) for _ in range(2))
        told = (first.rejected, second.created, second.updated, second.rejected)
        if any(told):
            bad[kind] = told
    return bad


def reported(case: Case, profile: str) -> dict[tuple[str, Unit], tuple[int, int, str | None]]:
    """The portal's figures, cell by cell."""
    owner = Profile.objects.get(code=profile)
    content = as_json(compute_report(profile=owner, period_from=case.period_from, period_to=case.day))
    return {
        (indicator["code"], Unit(value["level"], value["unit"])): (
            value["numerator"],
            value["denominator"],
            value["value"],
        )
        for indicator in content["indicators"]
        for value in indicator["values"]
    }


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_imported_region_is_understood_and_reported(profile: str, profiles: None, tmp_path: Path) -> None:
    for number, case in enumerate(examples(profile, WORLDS)):
        folder = tmp_path / str(number)
        folder.mkdir()
        with transaction.atomic():
            with acting(system("test")):
                bad, found = import_twice(case, folder), reported(case, profile)
            transaction.set_rollback(True)
        naive = naive_cells(case, profile)
        assert (bad, {key: found.get(key) for key in naive}) == ({}, naive), f"region {number} in {folder}"
