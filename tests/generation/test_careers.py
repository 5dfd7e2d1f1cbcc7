"""The chain of jobs of one person: thousands of drawn lives, no database."""

from collections.abc import Callable
from itertools import pairwise
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.monitoring.generation import careers
from apps.monitoring.generation.careers import Job
from apps.monitoring.generation.days import YEAR, day
from apps.monitoring.generation.dictionaries import Post
from apps.monitoring.generation.organizations import Network, Organization
from apps.monitoring.generation.plan import Plan
from apps.organizations.models import Region

TEACHER, HEAD = Post(1, "pedagogue", "Учитель"), Post(2, "manager", "Директор")
PLAN = Plan(Region(oktmo="99000000", name="Тест"), None, 100, 1, 10, 3, 2025)
MUNICIPALITY: Any = SimpleNamespace(municipality=SimpleNamespace(pk=1))


def school(number: int, **fields: Any) -> Organization:
    """An organization of the only municipality."""
    values = {"opened": None, "closed": None, **fields}
    return Organization(number, f"Ш-{number}", "school", MUNICIPALITY, values["opened"], values["closed"], 1.0, 0.0)


def network(*schools: Organization) -> Network:
    """These schools and three more."""
    made = Network()
    for organization in (*schools, *(school(number) for number in (101, 102, 103))):
        made.add(organization)
    return made


def life(seed: int, where: Organization, post: Post = TEACHER, *, young: bool = False) -> list[Job]:
    """One drawn chain."""
    rng = Random(seed)
    _, career = careers.born(rng, PLAN, young)
    return careers.jobs(rng, PLAN, network(where), where, (post, TEACHER), career, young)


seeds = st.integers(0, 10**9)
CLOSED, OPENED = day(2024, 6, 30), day(2024, 9, 1)
PLACES: dict[str, Callable[[], Organization]] = {
    "plain": lambda: school(1),
    "closed": lambda: school(1, closed=CLOSED),
    "opened": lambda: school(1, opened=OPENED),
}
places = st.sampled_from(sorted(PLACES)).map(lambda name: PLACES[name]())


@given(seeds, places, st.booleans())
@settings(max_examples=500)
def test_main_jobs_never_overlap(seed: int, where: Organization, young: bool) -> None:
    main = sorted((job for job in life(seed, where, young=young) if job.main), key=lambda job: job.start)
    assert all(one.end is not None and one.end < two.start for one, two in pairwise(main))


@given(seeds, places, st.booleans())
@settings(max_examples=500)
def test_jobs_end_after_their_start_and_within_the_history(seed: int, where: Organization, young: bool) -> None:
    assert all(
        job.start <= PLAN.last_day and (job.end is None or job.start <= job.end <= PLAN.last_day)
        for job in life(seed, where, young=young)
    )


@given(seeds)
def test_nobody_is_hired_before_the_opening(seed: int) -> None:
    jobs = life(seed, school(1, opened=OPENED))
    assert all(job.start >= OPENED for job in jobs if job.organization.id == 1)


@given(seeds)
def test_young_one_began_within_three_years(seed: int) -> None:
    birth, career = careers.born(Random(seed), PLAN, young=True)
    assert PLAN.last_day - 3 * YEAR < career <= PLAN.last_day
    assert 20 * YEAR < career - birth < 30 * YEAR


@given(seeds)
def test_experienced_one_began_earlier(seed: int) -> None:
    birth, career = careers.born(Random(seed), PLAN, young=False)
    assert career <= PLAN.last_day - 3 * YEAR
    assert career - birth > 18 * YEAR


def test_some_stay_in_a_closed_organization() -> None:
    stays = [life(seed, school(1, closed=CLOSED))[-1] for seed in range(400)]
    assert 5 <= sum(job.end is None and job.organization.id == 1 for job in stays) <= 60


def test_most_of_a_closed_organization_move_on() -> None:
    moved = [
        any(job.organization.id != 1 and job.start > CLOSED for job in life(s, school(1, closed=CLOSED)))
        for s in range(400)
    ]
    assert sum(moved) > 200


def test_manager_may_have_taught_here_before() -> None:
    chains = [life(seed, school(1), HEAD) for seed in range(200)]
    assert any([job.post for job in chain][:2] == [TEACHER, HEAD] for chain in chains)


def job(start: int, end: int | None = None, *, main: bool = True) -> Job:
    """A job of days."""
    return Job(school(start), TEACHER, start, end, main)


@pytest.mark.parametrize(
    ("chain", "expected"),
    [
        ([job(1, 5), job(6)], 6),
        ([job(1), job(9, main=False)], 1),
        ([job(1, 5), job(9, main=False)], 1),
        ([job(1, 5, main=False), job(3, main=False)], 3),
    ],
    ids=["latest main", "main before second", "ended main before second", "latest of second ones"],
)
def test_person_belongs_to(chain: list[Job], expected: int) -> None:
    assert careers.belongs(chain).organization.id == expected


@pytest.mark.parametrize(
    ("chain", "expected"),
    [
        ([job(5, 8), job(10)], (5, PLAN.last_day)),
        ([job(5, 8)], (5, 8)),
        ([job(5, 8), job(2, main=False)], (5, 8)),
        ([job(2, main=False)], (2, PLAN.last_day)),
    ],
    ids=["still works", "left", "second job aside", "only second jobs"],
)
def test_span_of_work(chain: list[Job], expected: tuple[int, int]) -> None:
    assert careers.span(chain, PLAN) == expected


def test_neighbour_is_open_and_another_one() -> None:
    own, closed = school(1), school(2, closed=CLOSED)
    made = network(own, closed)
    found = [made.neighbour(Random(seed), own, OPENED) for seed in range(100)]
    assert {one.id for one in found if one} == {101, 102, 103}


def test_neighbour_of_the_only_school_is_none() -> None:
    made = Network()
    made.add(own := school(1))
    assert made.neighbour(Random(1), own, OPENED) is None
