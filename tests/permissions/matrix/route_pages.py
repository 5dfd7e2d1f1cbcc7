"""The pages of routes that are no resource's: the builder and its steps."""

from collections.abc import Iterator

from django.urls import reverse

from apps.core.actor import acting
from apps.core.web import resource as resources
from tests.permissions.matrix.asking import Found, Maker
from tests.permissions.matrix.world import RELATIONS, World


def of_route(name: str, opened: int, method: str = "get") -> Maker:
    """A page over the route of each relation: open to whoever still plans it."""

    def make(world: World, role: str) -> Iterator[Found]:
        resource, actor = resources.get("routes.route"), world.cast.actor(role)
        for relation in RELATIONS:
            row = world.row(resource, relation)
            assert row is not None
            with acting(actor):
                seen = resource.objects(actor).filter(pk=row.pk).exists() if resource.opens(actor) else False
                plans = seen and resource.may_edit(actor, row)
            status = 403 if not resource.opens(actor) else 404 if not seen else opened if plans else 403
            yield relation, reverse(name, args=(row.pk,)), frozenset({status}), method

    return make


def seen(name: str, label: str, opened: int, method: str = "get", **data: str) -> Maker:
    """A page over the row of each relation: open to whoever sees the row."""

    def make(world: World, role: str) -> Iterator[Found]:
        resource, actor = resources.get(label), world.cast.actor(role)
        for relation in RELATIONS:
            row = world.row(resource, relation)
            assert row is not None
            with acting(actor):
                found = resource.opens(actor) and resource.objects(actor).filter(pk=row.pk).exists()
            status = 403 if not resource.opens(actor) else opened if found else 404
            yield relation, reverse(name, args=(row.pk,)), frozenset({status}), method, data

    return make


ROUTE_PAGES: dict[str, Maker] = {
    "routes:builder": of_route("routes:builder", 200),
    "routes:builder_add": of_route("routes:builder_add", 302, "post"),
    "routes:builder_shortest": of_route("routes:builder_shortest", 302, "post"),
    "routes:builder_remove": of_route("routes:builder_remove", 404, "post"),
    "routes:builder_restore": of_route("routes:builder_restore", 302, "post"),
    "routes:document": seen("routes:document", "routes.route", 200),
    "routes:document_file": seen("routes:document_file", "routes.route", 302, "post", form="pdf"),
    "routes:evidence_file": seen("routes:evidence_file", "routes.evidence", 404),
}
