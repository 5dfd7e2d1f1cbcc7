"""The own pages of ФИС ФРДО."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from apps.core.actor import acting, system
from apps.programs.models import FrdoPackage
from tests.permissions.matrix.asking import Found, Maker
from tests.permissions.matrix.world import RELATIONS, World

# By hand: the register of documents is kept by the centre and the institute, each its own and nobody else's.
KEEPERS = frozenset({"cnppm", "iro"})


def waiting(world: World, role: str) -> Iterator[Found]:
    """What waits to be sent; a package of nothing is refused in words."""
    for method, done in (("get", 200), ("post", 422)):
        yield "own", reverse("programs:frdo_check"), frozenset({done if role in KEEPERS else 403}), method


def of_package(name: str, method: str) -> Any:
    """A page of a package of each relation's organization: nobody's who asks here."""

    def make(world: World, role: str) -> Iterator[Found]:
        for relation in RELATIONS:
            with acting(system("matrix")):
                row = FrdoPackage.objects.filter(organization=world.place(relation)).first()
            assert row is not None
            yield relation, reverse(name, args=(row.pk,)), frozenset({404 if role in KEEPERS else 403}), method

    return make


FRDO_PAGES: dict[str, Maker] = {
    "programs:frdo_check": waiting,
    "programs:frdo_file": of_package("programs:frdo_file", "post"),
    "programs:frdo_answer": of_package("programs:frdo_answer", "get"),
    "programs:frdo_preview": of_package("programs:frdo_preview", "get"),
    "programs:frdo_apply": of_package("programs:frdo_apply", "post"),
}
