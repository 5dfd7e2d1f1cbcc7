"""The fewest hours that cover twelve deficits of two thousand programmes, beside a greedy cover of the same.

Times are printed, never asserted; that nothing is left uncovered and no hour is wasted is.
"""

import random

import pytest

from apps.routes.solver import Offer, solve
from tests.benchmarks.measure import compare
from tests.routes.test_solver import greedy_hours

pytestmark = pytest.mark.benchmark
PROGRAMS, DEFICITS = 2_000, 12
WANTED = set(range(DEFICITS))


def usual(luck: random.Random) -> list[Offer]:
    """Programmes of one to four competences, of 16 to 144 hours."""
    return [
        Offer(key, luck.randint(16, 144), frozenset(luck.sample(range(DEFICITS), luck.randint(1, 4))))
        for key in range(PROGRAMS)
    ]


def stubborn(luck: random.Random) -> list[Offer]:
    """As many different sets as there are programmes, hours growing with them: almost nothing is dominated."""
    masks = luck.sample(range(1, 2**DEFICITS), PROGRAMS)
    return [
        Offer(key, mask.bit_count() * 100 + luck.randint(-5, 5), frozenset(b for b in WANTED if mask >> b & 1))
        for key, mask in enumerate(masks)
    ]


@pytest.mark.parametrize("make", [usual, stubborn])
def test_proposer_to_a_greedy_cover(make: object) -> None:
    offers = make(random.Random(1))  # type: ignore[operator]
    compare(f"Proposer, {make.__name__} programmes", lambda: solve(WANTED, offers),  # type: ignore[attr-defined]
            lambda: greedy_hours(WANTED, offers))  # fmt: skip
    found = solve(WANTED, offers)
    assert (found.gap, found.uncovered, found.hours <= greedy_hours(WANTED, offers)) == (0, frozenset(), True)
