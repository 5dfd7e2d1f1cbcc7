"""Browsers of the cast, for the pages of this section."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from apps.core.actor import acting
from apps.indicators.services.profiles import find, load_profile
from apps.monitoring.generation.region import generate, plan_for
from apps.monitoring.services.compute import compute_report
from apps.organizations.models import Organization, Profile
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import log_in
from tests.support_imports import SYSTEM

Browse = Callable[[str], Client]


@pytest.fixture
def browse(cast: Cast) -> Browse:
    """A browser of the cast's user in a role: ``browse("cnppm").get("/")``."""
    return lambda role: log_in(cast, role)


@pytest.fixture
def region(db: None) -> Profile:
    """A small generated region with a report of 2025 and results of every school."""
    with acting(SYSTEM):
        profile = load_profile(find("vladimir")).profile
    generate(plan_for(profile, persons=400, seed=5, organizations=60, until=2025))
    with acting(SYSTEM):
        compute_report(profile=profile, period_from=date(2025, 1, 1), period_to=date(2025, 12, 31))
        for number, school in enumerate(Organization.objects.filter(region=profile.region, kind="school")):
            make.make_result(school, str(40 + number % 7 * 3))
    return profile
