"""Fewest hours that cover all: exact against brute force, never more than a greedy cover, the gap proven."""

from itertools import combinations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from apps.routes.solver import Cover, Offer, solve

MOST = 6
Drawn = list[tuple[int, set[int]]]
OFFERS = st.lists(st.tuples(st.integers(1, 12), st.sets(st.integers(1, MOST), max_size=4)), max_size=9)
WANTED = st.sets(st.integers(1, MOST))


def offers_of(drawn: Drawn) -> list[Offer]:
    """Offers numbered in their order."""
    return [Offer(key, hours, frozenset(covers)) for key, (hours, covers) in enumerate(drawn)]


def coverable(wanted: set[int], offers: list[Offer]) -> set[int]:
    """What some offer covers."""
    return {key for key in wanted if any(key in offer.covers for offer in offers)}


def best_of_all(wanted: set[int], offers: list[Offer]) -> int:
    """The least hours by trying every choice."""
    goal = coverable(wanted, offers)
    choices = (choice for size in range(len(offers) + 1) for choice in combinations(offers, size))
    fitting = (choice for choice in choices if goal <= set().union(*(offer.covers for offer in choice)))
    return min(sum(offer.hours for offer in choice) for choice in fitting)


def greedy_hours(wanted: set[int], offers: list[Offer]) -> int:
    """The hours of taking what covers most of what is left, of equal ones the shorter."""
    left, hours = coverable(wanted, offers), 0
    while left:
        best = max(offers, key=lambda offer: (len(offer.covers & left), -offer.hours))
        left, hours = left - best.covers, hours + best.hours
    return hours


def covered(found: Cover) -> set[int]:
    """What the chosen offers cover together."""
    return set().union(*(offer.covers for offer in found.chosen))


@given(WANTED, OFFERS)
@example({1, 2, 3, 4}, [(5, {1, 2}), (5, {3, 4}), (8, {1, 2, 3, 4})])
@settings(max_examples=150, deadline=None)
def test_the_cover_has_the_fewest_hours_there_are(wanted: set[int], drawn: Drawn) -> None:
    offers = offers_of(drawn)
    found = solve(wanted, offers)
    assert (found.hours, found.gap) == (best_of_all(wanted, offers), 0)


@given(WANTED, OFFERS, st.sampled_from([0, 10**9]))
@settings(max_examples=150, deadline=None)
def test_everything_that_can_be_covered_is_and_the_rest_is_named(wanted: set[int], drawn: Drawn, steps: int) -> None:
    offers = offers_of(drawn)
    found = solve(wanted, offers, most_steps=steps)
    assert covered(found) & wanted == coverable(wanted, offers)
    assert found.uncovered == wanted - coverable(wanted, offers)


@given(WANTED, OFFERS, st.sampled_from([0, 10**9]))
@settings(max_examples=150, deadline=None)
def test_never_more_hours_than_a_greedy_cover(wanted: set[int], drawn: Drawn, steps: int) -> None:
    offers = offers_of(drawn)
    assert solve(wanted, offers, most_steps=steps).hours <= greedy_hours(wanted, offers)


@given(WANTED, OFFERS)
@settings(max_examples=150, deadline=None)
def test_above_the_limit_the_named_gap_is_proven(wanted: set[int], drawn: Drawn) -> None:
    offers = offers_of(drawn)
    near = solve(wanted, offers, most_steps=0)
    assert near.least <= best_of_all(wanted, offers) <= near.hours


def test_greedy_is_beaten_where_it_goes_wrong() -> None:
    offers = [Offer(1, 72, frozenset({1, 2, 3})), Offer(2, 16, frozenset({1, 2})), Offer(3, 16, frozenset({3}))]
    assert ([offer.key for offer in solve({1, 2, 3}, offers).chosen], greedy_hours({1, 2, 3}, offers)) == ([2, 3], 72)


def test_of_equal_hours_fewer_programmes_are_taken() -> None:
    offers = [Offer(1, 16, frozenset({1})), Offer(2, 16, frozenset({2})), Offer(3, 32, frozenset({1, 2}))]
    assert [offer.key for offer in solve({1, 2}, offers).chosen] == [3]


def test_nothing_wanted_takes_nothing() -> None:
    assert solve(set(), [Offer(1, 16, frozenset({1}))]) == Cover((), 0, frozenset())
