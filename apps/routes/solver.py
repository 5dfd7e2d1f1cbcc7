"""Fewest hours that cover all deficits: weighted set cover, exact while it is small, else with a proven gap (DOMAIN 5).

Deficits become bits, an offer a mask of them. Of offers with one mask the shortest is kept, and none that another one
covers in as few hours. ``best[state]`` is the least cost of covering the bits of ``state``; from each state only
masks with its lowest uncovered bit are tried: some chosen offer must cover that bit, so every cover is still reached.
Above ``MOST_STEPS`` the greedy cover is thinned, and prices of the deficits (a feasible dual) prove how far it may be
from the best one. Nothing here knows a model.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

# States times masks tried from each: sixteen deficits of two thousand usual programmes are within.
MOST_STEPS = 40_000_000
# Costs are hours first, the number of offers second.
HOUR = 1_000
Masked = tuple[int, "Offer"]


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that covers deficits (keys of competences) in a number of hours."""

    key: int
    hours: int
    covers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Cover:
    """A choice of offers: its hours, the proven least number of hours, what nothing covers."""

    chosen: tuple[Offer, ...]
    least: int
    uncovered: frozenset[int]

    @property
    def hours(self) -> int:
        """Hours of all chosen offers."""
        return sum(offer.hours for offer in self.chosen)

    @property
    def gap(self) -> int:
        """By how many hours a better choice could be shorter; 0: there is none."""
        return self.hours - self.least


def solve(wanted: Collection[int], offers: Iterable[Offer], most_steps: int = MOST_STEPS) -> Cover:
    """Cover everything that can be covered in the fewest hours, of equal ones by the fewest offers.

    Never more hours than a greedy cover; ``Cover.gap`` is 0 up to ``most_steps`` of work.
    """
    known = list(offers)
    coverable = frozenset(wanted) & frozenset().union(*(offer.covers for offer in known))
    masked = undominated(known, rarest_first(coverable, known))
    full = (1 << len(coverable)) - 1
    by_bit = [[pair for pair in masked if pair[0] >> bit & 1] for bit in range(len(coverable))]
    uncovered = frozenset(wanted) - coverable
    if (full + 1) * max(map(len, by_bit), default=0) <= most_steps:
        chosen = exact(full, by_bit)
        return Cover(chosen, sum(offer.hours for offer in chosen), uncovered)
    return near(full, masked, by_bit, uncovered)


def rarest_first(coverable: Collection[int], offers: Sequence[Offer]) -> list[int]:
    """The deficits, those that the fewest offers cover first: the search branches least there."""
    count = {key: sum(key in offer.covers for offer in offers) for key in coverable}
    return sorted(coverable, key=lambda key: (count[key], key))


def undominated(offers: Sequence[Offer], order: Sequence[int]) -> list[Masked]:
    """The offers as masks, without those that another one covers in as few hours."""
    bits = {key: 1 << place for place, key in enumerate(order)}
    shortest: dict[int, Offer] = {}
    for offer in sorted(offers, key=lambda one: (one.hours, one.key)):
        mask = sum(bits[key] for key in offer.covers if key in bits)
        shortest.setdefault(mask, offer)
    shortest.pop(0, None)
    kept: list[Masked] = []
    for mask, offer in sorted(shortest.items(), key=lambda pair: (pair[1].hours, -pair[0].bit_count(), pair[1].key)):
        if all(mask & ~other for other, _ in kept):
            kept.append((mask, offer))
    return kept


def exact(full: int, by_bit: Sequence[Sequence[Masked]]) -> tuple[Offer, ...]:
    """The least cover by dynamic programming over the covered sets."""
    steps = [[(mask, offer.hours * HOUR + 1, offer) for mask, offer in pairs] for pairs in by_bit]
    unknown = 1 << 62
    best: list[int] = [0] + [unknown] * full
    came: dict[int, tuple[int, Offer]] = {}
    for state in range(full):
        cost = best[state]
        if cost == unknown:
            continue
        lowest = (~state & (state + 1)).bit_length() - 1
        for mask, price, offer in steps[lowest]:
            after, total = state | mask, cost + price
            if total < best[after]:
                best[after], came[after] = total, (state, offer)
    return walked(full, came)


def walked(full: int, came: Mapping[int, tuple[int, Offer]]) -> tuple[Offer, ...]:
    """The offers on the way to the full state, from the last one back."""
    chosen, state = [], full
    while state in came:
        state, offer = came[state]
        chosen.append(offer)
    return tuple(reversed(chosen))


def near(full: int, masked: Sequence[Masked], by_bit: Sequence[Sequence[Masked]], uncovered: frozenset[int]) -> Cover:
    """The shortest of the greedy covers, with the least number of hours that prices prove."""
    rules: tuple[Callable[[Offer, int], tuple[float, int]], ...] = (
        lambda offer, new: (-new, offer.hours),
        lambda offer, new: (offer.hours / new, offer.hours),
    )
    found = (thinned(full, greedy(full, masked, rule)) for rule in rules)
    chosen = min(found, key=lambda pairs: sum(offer.hours for _, offer in pairs))
    return Cover(tuple(offer for _, offer in chosen), proven(masked, by_bit), uncovered)


def greedy(full: int, masked: Sequence[Masked], rule: Callable[[Offer, int], tuple[float, int]]) -> list[Masked]:
    """Take the offer that the rule puts first for what is left, until nothing is."""
    chosen, left = [], full
    while left:
        useful = (pair for pair in masked if pair[0] & left)
        best = min(useful, key=lambda pair: rule(pair[1], (pair[0] & left).bit_count()))
        chosen.append(best)
        left &= ~best[0]
    return chosen


def thinned(full: int, chosen: Sequence[Masked]) -> list[Masked]:
    """Without offers whose deficits the others cover too, the longest left out first."""
    kept = list(chosen)
    for pair in sorted(chosen, key=lambda one: -one[1].hours):
        rest = [other for other in kept if other is not pair]
        if union(rest) == full:
            kept = rest
    return kept


def union(pairs: Iterable[Masked]) -> int:
    """What these offers cover together."""
    covered = 0
    for mask, _ in pairs:
        covered |= mask
    return covered


def proven(masked: Sequence[Masked], by_bit: Sequence[Sequence[Masked]]) -> int:
    """Hours no cover can go under: prices of deficits that nowhere exceed the hours of an offer, summed."""
    slack = {mask: offer.hours for mask, offer in masked}
    total = 0
    for pairs in sorted(by_bit, key=len):
        price = min(slack[mask] for mask, _ in pairs)
        total += price
        for mask, _ in pairs:
            slack[mask] -= price
    return total
