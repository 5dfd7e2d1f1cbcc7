"""The portal's figures against a second, deliberately naive implementation, on regions drawn at random.

Every cell of every level of every indicator: numerator, denominator, and the shown value.
"""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from apps.core.actor import acting, system
from apps.indicators.services.profiles import load_profile
from apps.monitoring.services.compute import compute_report
from apps.monitoring.services.files import as_json
from apps.organizations.models import Profile
from tests.indicators.load_world import Loader
from tests.indicators.naive import rules
from tests.indicators.naive.composition import Unit
from tests.indicators.naive.files import write_world
from tests.indicators.naive.profiles import PROFILES
from tests.indicators.naive.strategy import Case, examples

pytestmark = pytest.mark.django_db
# Over two hundred regions in every run; RSNMS_WORLDS=500 for a night.
WORLDS = int(os.environ.get("RSNMS_WORLDS", "44"))


@pytest.fixture
def profiles(db: None) -> None:
    with acting(system("test")):
        for code in PROFILES:
            load_profile(settings.BASE_DIR / "fixtures" / "profiles" / f"{code}.yaml")


def portal_cells(case: Case, profile: str) -> dict[tuple[str, Unit], tuple[int, int, str | None]]:
    """What the portal computes, cell by cell."""
    with acting(system("test")):
        Loader(case.world).load()
        owner = Profile.objects.get(code=profile)
        report = compute_report(profile=owner, period_from=case.period_from, period_to=case.day)
        content = as_json(report)
    return {
        (indicator["code"], Unit(value["level"], value["unit"])): (
            value["numerator"],
            value["denominator"],
            value["value"],
        )
        for indicator in content["indicators"]
        for value in indicator["values"]
    }


def naive_cells(case: Case, profile: str) -> dict[tuple[str, Unit], tuple[int, int, str | None]]:
    """What the naive rules say."""
    cells = {}
    for code, setting in PROFILES[profile].items():
        outcome = rules.RULES[code](case.world, setting, case.period_from, case.day)
        for unit in outcome.denominator:
            numerator, denominator = outcome.counts(unit)
            cells[(code, unit)] = (numerator, denominator, rules.percentage(numerator, denominator))
    return cells


def differences(case: Case, profile: str) -> dict[tuple[str, Unit], tuple[object, object]]:
    """Cells on which the two disagree; a unit only the portal names must be empty."""
    portal, naive = portal_cells(case, profile), naive_cells(case, profile)
    empty = (0, 0, None)
    return {
        key: (portal.get(key, "absent" if key in naive else empty), naive.get(key, empty))
        for key in portal.keys() | naive.keys()
        if portal.get(key, "absent" if key in naive else empty) != naive.get(key, empty)
    }


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_every_cell_agrees_with_the_naive_rules(profile: str, profiles: None, tmp_path: Path) -> None:
    checked = 0
    for number, case in enumerate(examples(profile, WORLDS)):
        with transaction.atomic():
            found = differences(case, profile)
            transaction.set_rollback(True)
        if found:
            folder = tmp_path / str(number)
            folder.mkdir()
            write_world(case.world, folder)
        assert found == {}, f"region {number}, {case.period_from} – {case.day}, written to {tmp_path / str(number)}"
        checked += 1
    assert checked >= WORLDS
