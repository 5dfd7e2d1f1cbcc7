"""The documents beside rows of registers and the forecast of staff."""

from collections.abc import Iterator

from django.urls import reverse

from apps.core.actor import acting, system
from apps.registers.models import Letter
from tests.permissions.matrix.asking import Found, Maker
from tests.permissions.matrix.world import RELATIONS, World

SEES_STAFF = frozenset({"cnppm", "iro", "methodist", "operator"})


def document(world: World, role: str) -> Iterator[Found]:
    """No row of the world has a document: whoever asks, there is none."""
    for relation in RELATIONS:
        with acting(system("matrix")):
            row = Letter.objects.filter(organization=world.place(relation)).first()
        number = row.pk if row is not None else 0
        yield relation, reverse("registers:file", args=("letter", number)), frozenset({404})


def forecast(world: World, role: str) -> Iterator[Found]:
    """Whoever sees people and keeps registers, of the own territory."""
    status = frozenset({200 if role in SEES_STAFF else 403})
    url = reverse("registers:forecast")
    yield "own", url, status
    for relation in RELATIONS:
        yield relation, f"{url}?municipality={world.place(relation).municipality_id}", status


REGISTER_PAGES: dict[str, Maker] = {
    "registers:file": document,
    "registers:forecast": forecast,
}
