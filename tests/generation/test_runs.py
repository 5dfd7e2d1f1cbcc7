"""Runs of the generator: sameness by seed, municipal profiles, refusals, the command."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from apps.core.actor import acting, system
from apps.monitoring.generation.plan import MAX_PERSONS
from apps.monitoring.generation.region import generate, plan_for
from apps.organizations.models import Municipality, Organization, Profile
from apps.teachers.models import Person
from tests.generation.conftest import plan
from tests.generation.digests import digest

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(db: None) -> Callable[[int], str]:
    """Generates into an empty portal and gives the digest."""

    def make(seed: int) -> str:
        point = transaction.savepoint()
        generate(plan(persons=120, organizations=60, years=2, seed=seed))
        with acting(system("test")):
            result = digest()
        transaction.savepoint_rollback(point)
        return result

    return make


def test_same_seed_gives_the_same_region(made: Callable[[int], str]) -> None:
    assert made(5) == made(5)


def test_another_seed_gives_another_region(made: Callable[[int], str]) -> None:
    assert made(5) != made(6)


@pytest.mark.parametrize("name", ["oktyabrsky", "aksay"])
def test_municipal_profile_fills_only_its_municipality(name: str) -> None:
    made = plan(name, persons=100, organizations=20)
    generate(made)
    with acting(system("test")):
        places = set(Person.objects.values_list("municipality", flat=True))
    assert made.municipality is not None
    assert places == {made.municipality.pk}


def test_region_that_was_reorganized_is_generated_in_its_old_municipalities() -> None:
    made = plan("krasnoyarsk", persons=200, organizations=200)
    generate(made)
    with acting(system("test")):
        homes = Municipality.objects.filter(pk__in=Organization.objects.values("home"), regional=False)
        moved = homes.exclude(successor=None).count()
        assert moved == homes.exclude(valid_to=None).count() > 0


@pytest.mark.parametrize("persons", [0, MAX_PERSONS + 1])
def test_plan_refuses_an_impossible_number_of_people(persons: int) -> None:
    plan()
    profile = Profile.objects.get(code="vladimir")
    with pytest.raises(ValueError, match="число людей"):
        plan_for(profile, persons=persons, seed=1)


def test_command_generates_and_tells_the_counts(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("generate_region", profile="vladimir", persons=60, seed=3, organizations=20, years=1)
    assert "person: 60" in capsys.readouterr().out.splitlines()


def test_command_refuses_an_unknown_profile() -> None:
    with pytest.raises(CommandError, match="нет ни профиля, ни файла"):
        call_command("generate_region", profile="narnia", persons=60, seed=3)


def test_command_refuses_a_working_installation(settings: Any) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="рабочей установке"):
        call_command("generate_region", profile="vladimir", persons=60, seed=3)


def test_refused_command_leaves_no_profile_behind() -> None:
    with pytest.raises(CommandError, match="число людей"):
        call_command("generate_region", profile="perm", persons=0, seed=3)
    assert not Profile.objects.filter(code="perm").exists()
