"""The pages of results of diagnostics: which requests try them, and how each ends for a role."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import reverse

from tests.diagnostics.results import rows as _group_rows  # noqa: F401  registers its filler
from tests.permissions.matrix.world import World

Found = tuple[Any, ...]
# By hand, from DOMAIN 8: who reads the diagnostics of a unit with the people, and who reads figures without them.
WITH_PEOPLE = frozenset({"cnppm", "methodist", "council", "copmkp"})
READERS = WITH_PEOPLE | {"ministry", "moo", "umo", "iro"}


def deficit_map(world: World, role: str) -> Iterator[Found]:
    """The map along every axis."""
    for axis in ("", "municipality", "organization", "subject"):
        url = f"{reverse('diagnostics:deficit_map')}?axis={axis}&municipality={world.place('own').municipality_id}"
        yield "own", url, frozenset({200 if role in READERS else 403})


def rebuilding(world: World, role: str) -> Iterator[Found]:
    """Making the kept results anew."""
    yield "own", reverse("diagnostics:group_results"), frozenset({302 if role == "cnppm" else 403}), "post"


RESULTS_PAGES: dict[str, Callable[[World, str], Iterator[Found]]] = {
    "diagnostics:deficit_map": deficit_map,
    "diagnostics:group_results": rebuilding,
}
