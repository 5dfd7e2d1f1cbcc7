"""One generated region serves all tests of a file: it is made in a transaction that is rolled back at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction

from apps.core.actor import acting, system
from apps.indicators.services.profiles import find, load_profile
from apps.monitoring.generation.plan import Plan
from apps.monitoring.generation.region import generate, plan_for

UNTIL = 2025


def plan(profile: str = "vladimir", **values: Any) -> Plan:
    """A small plan; what matters to a test is given by it."""
    with acting(system("test")):
        loaded = load_profile(find(profile)).profile
    return plan_for(loaded, **{"persons": 300, "seed": 7, "until": UNTIL, **values})


@contextmanager
def rolled_back(blocker: Any) -> Iterator[None]:
    """A transaction that leaves nothing behind, with the system acting."""
    with blocker.unblock(), transaction.atomic():
        with acting(system("test")):
            yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def small(django_db_setup: None, django_db_blocker: Any) -> Iterator[Plan]:
    """Three hundred people of Владимир."""
    with rolled_back(django_db_blocker):
        made = plan()
        generate(made)
        with acting(system("test")):
            yield made


@pytest.fixture(scope="module")
def large(django_db_setup: None, django_db_blocker: Any) -> Iterator[Plan]:
    """Enough people for shares to show."""
    with rolled_back(django_db_blocker):
        made = plan(persons=3000, organizations=130)
        generate(made)
        with acting(system("test")):
            yield made
