"""The live check of data and the recommendations of a report: who opens them, of which places."""

from collections.abc import Iterator

from django.urls import reverse

from tests.permissions.matrix.asking import Found, Maker
from tests.permissions.matrix.world import RELATIONS, World

CHECKS = frozenset({"cnppm", "methodist", "operator"})
RECOMMENDED = frozenset({"cnppm", "iro", "ministry", "moo", "methodist", "operator"})
READS_REPORTS = RECOMMENDED | {"umo"}


def checks(world: World, role: str) -> Iterator[Found]:
    """The check of every relation's school: of one that is not the role's the own unit is shown, or nothing."""
    url = reverse("monitoring:check")
    statuses = {200} if role in CHECKS else {403}
    yield "own", url, frozenset(statuses)
    for relation in RELATIONS:
        place = world.place(relation)
        for query in (
            f"organization=x (№ {place.pk})",
            f"municipality={place.municipality_id}",
            "page=2&severity=note",
        ):
            yield relation, f"{url}?period=2025&{query}", frozenset(statuses | {403})


def simple(name: str, status: int, method: str = "get") -> Maker:
    """A page of everybody who checks data."""

    def make(world: World, role: str) -> Iterator[Found]:
        yield "own", reverse(name), frozenset({status if role in CHECKS else 403}), method

    return make


def recommended(world: World, role: str) -> Iterator[Found]:
    """The recommendations of the report; those who lead have the rules run."""
    url = reverse("monitoring:report_recommendations", args=(world.report.pk,))
    refused = 404 if role == "federal" else 403
    yield "own", url, frozenset({200 if role in RECOMMENDED else refused})
    yield "own", url, frozenset({302 if role == "cnppm" else 403 if role in READS_REPORTS else refused}), "post"


CHECK_PAGES: dict[str, Maker] = {
    "monitoring:check": checks,
    "monitoring:check_explain": simple("monitoring:check_explain", 302, "post"),
    "monitoring:check_rules": simple("monitoring:check_rules", 200),
    "monitoring:report_recommendations": recommended,
}
