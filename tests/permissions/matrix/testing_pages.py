"""The pages of online tests: a person's own attempts only, whatever the role sees besides."""

from collections.abc import Iterator

from django.urls import reverse

from apps.core.actor import acting, system
from apps.diagnostics.models import Attempt, Item, OnlineTest
from tests.permissions.matrix.asking import Found, Maker
from tests.permissions.matrix.world import RELATIONS, World


def taker(role: str, relation: str, opened: int) -> frozenset[int]:
    """The teacher alone, and of the teacher's own."""
    return frozenset({403 if role != "teacher" else opened if relation == "own" else 404})


def attempt_of(world: World, relation: str) -> Attempt:
    """An open attempt of the person of a relation."""
    with acting(system("matrix")):
        return Attempt.objects.filter(person=world.person(relation)).order_by("pk")[0]


def listed(world: World, role: str) -> Iterator[Found]:
    """The tests open to the user."""
    yield "own", reverse("diagnostics:testing"), taker(role, "own", 200)


def started(world: World, role: str) -> Iterator[Found]:
    """A test that is under way: the start leads to it."""
    with acting(system("matrix")):
        test = OnlineTest.objects.get(provider=world.cast.cnppm)
    for method in ("get", "post"):
        yield "own", reverse("diagnostics:testing_start", args=(test.pk,)), taker(role, "own", 302), method


def page(name: str, opened: int, *more: int, method: str = "get") -> Maker:
    """A page of the attempt of each relation."""

    def make(world: World, role: str) -> Iterator[Found]:
        for relation in RELATIONS:
            url = reverse(name, args=(attempt_of(world, relation).pk, *more))
            yield relation, url, taker(role, relation, opened), method

    return make


def answers(world: World, role: str) -> Iterator[Found]:
    """A message that is no answer: of the attempt itself nothing is told."""
    for relation in RELATIONS:
        url = reverse("diagnostics:answer", args=(attempt_of(world, relation).pk,))
        yield relation, url, frozenset({422 if role == "teacher" else 403}), "post"


def of_keeper(name: str, opened: int, method: str = "get", **data: str) -> Maker:
    """A page about the centre's bank: of the assessment centre it is somebody else's."""

    def make(world: World, role: str) -> Iterator[Found]:
        with acting(system("matrix")):
            test = OnlineTest.objects.get(provider=world.cast.cnppm)
            item = Item.objects.filter(organization=world.cast.cnppm)[0]
        pk = item.pk if "item" in name else test.pk
        status = {"cnppm": opened, "copmkp": 404}.get(role, 403)
        yield "own", reverse(name, args=(pk,)), frozenset({status}), method, data

    return make


def exchange(name: str, method: str) -> Maker:
    """The exchange of items: of the own bank, by its keepers."""

    def make(world: World, role: str) -> Iterator[Found]:
        yield "own", reverse(name), frozenset({200 if role in ("cnppm", "copmkp") else 403}), method

    return make


TESTING_PAGES: dict[str, Maker] = {
    "diagnostics:testing": listed,
    "diagnostics:testing_start": started,
    "diagnostics:item_package": exchange("diagnostics:item_package", "get"),
    "diagnostics:item_package_file": exchange("diagnostics:item_package_file", "post"),
    "diagnostics:item_picture": of_keeper("diagnostics:item_picture", 404),
    "diagnostics:test_statistics": of_keeper("diagnostics:test_statistics", 200),
    "diagnostics:test_statistics_file": of_keeper("diagnostics:test_statistics_file", 302, "post", form="xlsx"),
    "diagnostics:attempt": page("diagnostics:attempt", 302),
    "diagnostics:question": page("diagnostics:question", 200, 1),
    "diagnostics:question_picture": page("diagnostics:question_picture", 404, 1),
    "diagnostics:answer": answers,
    "diagnostics:attempt_review": page("diagnostics:attempt_review", 200),
    "diagnostics:attempt_submit": page("diagnostics:attempt_submit", 302, method="post"),
    "diagnostics:attempt_result": page("diagnostics:attempt_result", 302),
}
