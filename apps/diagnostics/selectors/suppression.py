"""Which groups may not be told to those who see no people (DOMAIN 8), and which others would give them away.

The rule, for every sum that is told (a competence in the region over its municipalities, in a municipality over its
organizations, in the region over subjects):

1. A group of one to four people is never told: neither how many have a deficit, nor how many there are, nor the mean.
2. What is told must not give a small group away by subtraction. Where the whole is told, the parts left out are at
   least two and together at least five people: to the small ones the smallest of the others are added until it is so.
3. Where a part was left out by rule 2, the parts of which it consists itself do not add up either: at least one of
   them is left out, else their sum would tell it.

Nobody scored is told (there is no group). What rules 1 to 3 do not hold back is a comparison of two days: figures are
made anew once a day, and a group that grew from four to five is told from then on.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

# Groups of fewer people are not told in breakdowns of deficits (DOMAIN 8).
SMALLEST_GROUP = 5
Part = TypeVar("Part", bound=Hashable)


def small(people: int) -> bool:
    """Whether a group is one that may not be told; nobody is no group."""
    return 0 < people < SMALLEST_GROUP


def hidden_parts(people: Mapping[Part, int], *, whole_told: bool = True) -> set[Part]:
    """The parts of a sum that may not be told.

    ``people`` is the size of each part; ``whole_told`` says that their sum is told (rule 2), else rule 3 holds. Parts
    are added in the order of size, of equal ones in the given order: the same data give the same answer.
    """
    hidden = {part for part, count in people.items() if small(count)}
    if whole_told and not hidden:
        return hidden
    others = [part for part, count in sorted(people.items(), key=lambda pair: pair[1]) if count and part not in hidden]
    for part in others:
        if enough(hidden, people, whole_told=whole_told):
            break
        hidden.add(part)
    return hidden


def enough(hidden: set[Part], people: Mapping[Part, int], *, whole_told: bool) -> bool:
    """Whether what is left out cannot be found by subtraction."""
    if not whole_told:
        return bool(hidden)
    return len(hidden) > 1 and sum(people[part] for part in hidden) >= SMALLEST_GROUP
