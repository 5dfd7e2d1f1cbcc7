"""The pages around routes and questionnaires that are no resource's."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import reverse

from apps.core.web import resource as resources
from tests.permissions.matrix.world import RELATIONS, World

Found = tuple[Any, ...]
READERS = frozenset({"cnppm", "methodist", "council", "tutor", "teacher"})


def papers(label: str) -> Callable[[World, str], Iterator[Found]]:
    """The document of each relation's row: there is none, whoever sees the row."""

    def make(world: World, role: str) -> Iterator[Found]:
        found = resources.get(label)
        for relation in RELATIONS:
            row = world.row(found, relation)
            assert row is not None
            status = 404 if role in READERS else 403
            yield relation, reverse(f"{label.replace('.', ':')}_file", args=(row.pk,)), frozenset({status})

    return make
