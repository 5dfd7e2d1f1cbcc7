"""The pages of mentoring that are no resource's."""

from collections.abc import Iterator

from django.urls import reverse

from apps.core.web import resource as resources
from tests.permissions.matrix.asking import Found, Maker
from tests.permissions.matrix.world import RELATIONS, World

NUMBERS = frozenset({"cnppm", "iro", "ministry", "moo", "umo", "methodist"})
# Who reads pairs (the teacher and the tutor: of the people they are or lead), who reads the papers of organizations.
PAIRS = {"cnppm": 3, "methodist": 2, "operator": 1, "teacher": 1, "tutor": 1}
PAPERS = {"cnppm": 3, "iro": 3, "ministry": 3, "umo": 3, "moo": 2, "methodist": 2, "operator": 1}


def mine(world: World, role: str) -> Iterator[Found]:
    """One's own page is of the teacher."""
    yield "own", reverse("events:mentoring_mine"), frozenset({200 if role == "teacher" else 403})


def steps(world: World, role: str) -> Iterator[Found]:
    """One click over a pair of each relation: of the own pair only."""
    for relation in RELATIONS:
        row = world.row(resources.get("events.pair"), relation)
        assert row is not None
        for step, done in (("meet", 302), ("burn", 404)):
            status = 403 if role != "teacher" else done if relation == "own" else 404
            yield relation, reverse("events:mentoring_step", args=(row.pk, step)), frozenset({status}), "post"


def numbers(name: str, method: str) -> Maker:
    """The numbers of a territory; a file of no kind is not there."""

    def make(world: World, role: str) -> Iterator[Found]:
        opened = 200 if method == "get" else 404
        yield "own", reverse(name), frozenset({opened if role in NUMBERS else 403}), method

    return make


def files(label: str, name: str, readers: dict[str, int], method: str) -> Maker:
    """The file of a row of each relation: there is none of that kind, whoever sees the row."""

    def make(world: World, role: str) -> Iterator[Found]:
        for relation in RELATIONS:
            row = world.row(resources.get(label), relation)
            assert row is not None
            status = 404 if role in readers else 403
            yield relation, reverse(name, args=(row.pk,)), frozenset({status}), method

    return make


MENTORING_PAGES: dict[str, Maker] = {
    "events:mentoring_mine": mine,
    "events:mentoring_step": steps,
    "events:mentoring_summary": numbers("events:mentoring_summary", "get"),
    "events:mentoring_summary_file": numbers("events:mentoring_summary_file", "post"),
    "events:pair_file": files("events.pair", "events:pair_file", PAIRS, "post"),
    "events:team_file": files("events.team", "events:team_file", PAPERS, "get"),
}
