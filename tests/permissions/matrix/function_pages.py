"""The pages of the matrix of functions."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from apps.core.actor import acting, system
from apps.roadmap.models import FunctionEvidence
from tests.permissions.matrix.asking import RANK, Found, Maker
from tests.permissions.matrix.world import RELATIONS, World

# How far each role that reads functions sees (by hand, from DOMAIN 8): own municipality, region.
WIDE = {"cnppm": 3, "ministry": 3, "umo": 3, "iro": 3, "moo": 2, "methodist": 2}
PROFILE = "test"


def page(world: World, role: str) -> Iterator[Found]:
    """The matrix itself."""
    yield "own", reverse("roadmap:functions"), frozenset({200 if role in WIDE else 403})


def files(world: World, role: str) -> Iterator[Found]:
    """The matrix as a file; of a profile that is not there."""
    for code, status in ((PROFILE, 302), ("nothing", 404)):
        url = reverse("roadmap:functions_file", args=(code,))
        yield "own", url, frozenset({status if role in WIDE else 403}), "post", {"form": "xlsx"}


def confirming(world: World, role: str) -> Iterator[Found]:
    """The page that confirms a function the profile lacks."""
    url = reverse("roadmap:function_confirm", args=(PROFILE, "nothing-01"))
    yield "own", url, frozenset({404 if role in WIDE else 403})


def status_of(role: str, relation: str, done: int) -> int:
    """How a page of a confirmation of that relation ends."""
    if role not in WIDE:
        return 403
    return done if RANK[relation] <= WIDE[role] else 404


def evidence(name: str, method: str) -> Any:
    """A page of the confirmation of each relation: without a document, and of another organization."""

    def make(world: World, role: str) -> Iterator[Found]:
        for relation in RELATIONS:
            with acting(system("matrix")):
                row = FunctionEvidence.objects.get(organization=world.place(relation))
            done = 404 if method == "get" else 403
            yield relation, reverse(name, args=(row.pk,)), frozenset({status_of(role, relation, done)}), method

    return make


FUNCTION_PAGES: dict[str, Maker] = {
    "roadmap:functions": page,
    "roadmap:functions_file": files,
    "roadmap:function_confirm": confirming,
    "roadmap:function_withdraw": evidence("roadmap:function_withdraw", "post"),
    "roadmap:function_document": evidence("roadmap:function_document", "get"),
}
