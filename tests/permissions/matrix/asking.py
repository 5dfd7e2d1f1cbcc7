"""What the tables of own pages are made of: who asks for what, and how it must end."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import reverse

from tests.permissions.matrix.world import World

# (relation, address, statuses it may end with), then the method and what is sent, where it is no plain reading.
Found = tuple[Any, ...]
Maker = Callable[[World, str], Iterator[Found]]
# How far a relation stands away; the tables of the pages say how far each role sees (by hand, from DOMAIN 8).
RANK = {"own": 1, "colleague": 2, "stranger": 3, "foreign": 4}


def only(*statuses: int) -> frozenset[int]:
    """These statuses."""
    return frozenset(statuses)


def plain(name: str, *statuses: int, method: str = "get", query: str = "") -> Maker:
    """A page that is the same for every role."""

    def make(world: World, role: str) -> Iterator[Found]:
        yield "own", reverse(name) + query, only(*statuses), method

    return make
