"""The pages of results of diagnostics: which requests try them, and how each ends for a role."""

from collections.abc import Iterator

from django.urls import reverse

from apps.core.actor import acting, system
from apps.diagnostics.models import DiagnosticSession
from tests.permissions.matrix.asking import RANK, Found, Maker
from tests.permissions.matrix.world import RELATIONS, World

# By hand, from DOMAIN 8: who reads the diagnostics of a unit with the people, and who reads figures without them.
WITH_PEOPLE = frozenset({"cnppm", "methodist", "council", "copmkp"})
READERS = WITH_PEOPLE | {"ministry", "moo", "umo", "iro"}
# How far each role sees results of people: own, municipality, region; an assessment centre only whom it assessed.
WIDE = {"cnppm": 3, "methodist": 2, "council": 1, "tutor": 1, "teacher": 1, "copmkp": 0}


def deficit_map(world: World, role: str) -> Iterator[Found]:
    """The map along every axis."""
    for axis in ("", "municipality", "organization", "subject"):
        url = f"{reverse('diagnostics:deficit_map')}?axis={axis}&municipality={world.place('own').municipality_id}"
        yield "own", url, frozenset({200 if role in READERS else 403})


def group_profile(world: World, role: str) -> Iterator[Found]:
    """The profile of each relation's group: a place out of sight is no choice of the form."""
    for relation in RELATIONS:
        place = world.place(relation)
        query = f"municipality={place.municipality_id}&organization={place.pk}"
        yield "own", f"{reverse('diagnostics:group_profile')}?{query}", frozenset({200 if role in READERS else 403})


def rebuilding(world: World, role: str) -> Iterator[Found]:
    """Making the kept results anew."""
    yield "own", reverse("diagnostics:group_results"), frozenset({302 if role == "cnppm" else 403}), "post"


def seen(role: str, relation: str, done: int) -> frozenset[int]:
    """How a page about a person's results ends."""
    if role not in WIDE:
        return frozenset({403})
    return frozenset({done if RANK[relation] <= WIDE[role] else 404})


def profile(world: World, role: str) -> Iterator[Found]:
    """The profile of each relation's person."""
    for relation in RELATIONS:
        url = reverse("diagnostics:profile", args=(world.person(relation).pk,))
        yield relation, url, seen(role, relation, 200)


def certificate(world: World, role: str) -> Iterator[Found]:
    """The certificate of each relation's session."""
    for relation in RELATIONS:
        with acting(system("matrix")):
            session = DiagnosticSession.objects.filter(person=world.person(relation)).order_by("pk").first()
        assert session is not None
        url = reverse("diagnostics:certificate", args=(session.pk,))
        yield relation, url, seen(role, relation, 302), "post", {"form": "pdf"}


def files(world: World, role: str) -> Iterator[Found]:
    """The map and the group's summary as files, by jobs."""
    for page, done in (("map", 302), ("group", 302), ("nothing", 404)):
        url = reverse("diagnostics:results_file", args=(page,))
        yield "own", url, frozenset({done if role in READERS else 403}), "post", {"form": "xlsx"}


def assessment(name: str, *opened: int, method: str = "get") -> Maker:
    """The report of an assessment centre: its own, and the centre of the region's."""

    def make(world: World, role: str) -> Iterator[Found]:
        statuses = frozenset(opened) if role in ("cnppm", "copmkp") else frozenset({403})
        yield "own", reverse(name), statuses, method, {"form": "pdf"}

    return make


RESULTS_PAGES: dict[str, Maker] = {
    "diagnostics:deficit_map": deficit_map,
    "diagnostics:group_profile": group_profile,
    "diagnostics:group_results": rebuilding,
    "diagnostics:profile": profile,
    "diagnostics:certificate": certificate,
    "diagnostics:assessment": assessment("diagnostics:assessment", 200),
    "diagnostics:assessment_file": assessment("diagnostics:assessment_file", 302, 404, method="post"),
    "diagnostics:results_file": files,
}
