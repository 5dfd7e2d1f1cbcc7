"""The pages of roadmaps that are no resource's: which requests try them, and how each ends for a role."""

from collections.abc import Iterator

from django.urls import reverse

from apps.core.actor import acting, system
from apps.roadmap.models import Evidence, Roadmap
from tests.permissions.matrix.asking import Found, Maker
from tests.permissions.matrix.world import RELATIONS, World

READERS = frozenset({"cnppm", "iro", "copmkp", "ministry", "moo", "umo", "methodist", "operator"})


def status(role: str, opened: int) -> frozenset[int]:
    """Who reads roadmaps gets the page, the others are refused."""
    return frozenset({opened if role in READERS else 403})


def timeline(world: World, role: str) -> Iterator[Found]:
    """The timeline of the region's roadmap, of a foreign one, of none."""
    url = reverse("roadmap:timeline")
    yield "own", url, status(role, 200)
    for relation, found in roadmaps(world):
        yield relation, f"{url}?roadmap={found.pk}&year=2025", status(role, 200 if relation == "own" else 404)


def roadmaps(world: World) -> Iterator[tuple[str, Roadmap]]:
    """The roadmap of the region and that of the foreign one."""
    with acting(system("matrix")):
        found = {roadmap.region_id: roadmap for roadmap in Roadmap.objects.all()}
    yield "own", found[world.cast.region.pk]
    yield "foreign", found[world.cast.foreign_region.pk]


def course(world: World, role: str) -> Iterator[Found]:
    """The document as a page."""
    for relation, found in roadmaps(world):
        url = reverse("roadmap:course", args=(found.pk,))
        yield relation, url, status(role, 200 if relation == "own" else 404)


def course_file(world: World, role: str) -> Iterator[Found]:
    """The document as a file, by a job."""
    for relation, found in roadmaps(world):
        url = reverse("roadmap:course_file", args=(found.pk,))
        for form, opened in (("pdf", 302), ("exe", 404)):
            ends = opened if relation == "own" else 404
            yield relation, url, status(role, ends), "post", {"form": form, "year": 2025}


def evidence_file(world: World, role: str) -> Iterator[Found]:
    """The file of a piece of evidence: the rows of the world have none."""
    for relation in RELATIONS:
        with acting(system("matrix")):
            found = Evidence.objects.filter(organization=world.place(relation)).first()
        assert found is not None
        yield relation, reverse("roadmap:evidence_file", args=(found.pk,)), status(role, 404)


ROADMAP_PAGES: dict[str, Maker] = {
    "roadmap:timeline": timeline,
    "roadmap:course": course,
    "roadmap:course_file": course_file,
    "roadmap:evidence_file": evidence_file,
}
