"""The pages around routes and questionnaires that are no resource's."""

from collections.abc import Iterator

from django.urls import reverse

from apps.core.web import resource as resources
from tests.permissions.matrix.asking import RANK, Found, Maker
from tests.permissions.matrix.world import RELATIONS, World

MAKERS = {"cnppm": 3, "methodist": 2}
READERS = frozenset({"cnppm", "methodist", "council", "tutor", "teacher"})


def only_for(name: str, *roles: str) -> Maker:
    """A page of some roles."""

    def make(world: World, role: str) -> Iterator[Found]:
        yield "own", reverse(name), frozenset({200 if role in roles else 403})

    return make


def papers(label: str) -> Maker:
    """The document of each relation's row: there is none, whoever sees the row."""

    def make(world: World, role: str) -> Iterator[Found]:
        found = resources.get(label)
        for relation in RELATIONS:
            row = world.row(found, relation)
            assert row is not None
            status = 404 if role in READERS else 403
            yield relation, reverse(f"{label.replace('.', ':')}_file", args=(row.pk,)), frozenset({status})

    return make


def answering(world: World, role: str) -> Iterator[Found]:
    """The questions of a questionnaire that is over: there for nobody, refused to those who are never asked."""
    for relation in RELATIONS:
        row = world.row(resources.get("diagnostics.survey"), relation)
        assert row is not None
        status = frozenset({404 if role == "teacher" else 403})
        for method in ("get", "post"):
            yield relation, reverse("diagnostics:survey_answer", args=(row.pk,)), status, method


def survey_results(world: World, role: str) -> Iterator[Found]:
    """The results by name as a file: to makers of the territory."""
    for relation in RELATIONS:
        row = world.row(resources.get("diagnostics.survey"), relation)
        assert row is not None
        status = 403 if role not in MAKERS else 200 if RANK[relation] <= MAKERS[role] else 404
        yield relation, reverse("diagnostics:survey_results", args=(row.pk,)), frozenset({status}), "post"


def demand_files(world: World, role: str) -> Iterator[Found]:
    """The document of a request of each relation: of a kind that nobody named there is none, whoever sees it."""
    found = resources.get("routes.demand")
    for relation in RELATIONS:
        row = world.row(found, relation)
        assert row is not None
        status = 404 if role in ("cnppm", "iro") else 403
        yield relation, reverse("routes:demand_file", args=(row.pk,)), frozenset({status}), "post"


def registry_page(name: str) -> Maker:
    """A page of those who keep the registry: nothing in it is of any place."""

    def make(world: World, role: str) -> Iterator[Found]:
        yield "own", reverse(name), frozenset({200 if role in ("cnppm", "iro") else 403})

    return make


BESIDE_PAGES: dict[str, Maker] = {
    "diagnostics:survey_answer": answering,
    "diagnostics:survey_results": survey_results,
    "routes:mine": only_for("routes:mine", "teacher"),
    "routes:work": only_for("routes:work", "cnppm", "methodist", "council", "tutor"),
    "routes:recognition_file": papers("routes.recognition"),
    "routes:practice_file": papers("routes.practice"),
    "routes:demand_file": demand_files,
    "programs:registry_differences": registry_page("programs:registry_differences"),
    "programs:registry_file": registry_page("programs:registry_file"),
}
