"""The requests of every address and how each must end for a role."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from apps.core.access import WRITE
from apps.core.actor import Actor, acting, system
from apps.core.api.views import DetailOperation, ListOperation
from apps.core.web import doing, views
from apps.core.web.resource import Resource
from apps.monitoring.web.views import ReportListView
from tests.permissions.matrix.addresses import Address
from tests.permissions.matrix.own_pages import PAGES
from tests.permissions.matrix.world import World, related

OPEN, CLOSED, AWAY = 200, 403, 404
DONE = frozenset({200, 302, 422})


@dataclass(frozen=True)
class Cell:
    """One request of a role and the statuses it may end with."""

    address: str
    relation: str
    url: str
    expected: frozenset[int]
    method: str = "get"
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Whether the request must be refused."""
        return self.expected <= {CLOSED, AWAY}


class Unclassified(LookupError):
    """An address that no class of the matrix knows."""


def cells_of(address: Address, world: World, role: str) -> list[Cell]:
    """The cells of an address. Raises ``Unclassified``."""
    if address.name in PAGES:
        return [Cell(address.name, *found) for found in PAGES[address.name](world, role)]
    maker = next((make for kind, make in BY_VIEW.items() if is_kind(address.view, kind)), None)
    if maker is None or address.resource is None:
        raise Unclassified(address.name)
    actor = world.cast.actor(role)
    with acting(system("matrix")):
        return list(maker(address, address.resource, world, actor))


def is_kind(view: Any, kind: type[Any]) -> bool:
    """Whether a view is of that kind."""
    return isinstance(view, type) and issubclass(view, kind)


def only(*statuses: int) -> frozenset[int]:
    """These statuses."""
    return frozenset(statuses)


def asked_of(resource: Resource, actor: Actor) -> list[str]:
    """The relations to ask for; where the kind is closed to the role, the same gate refuses every row: one is asked."""
    relations = related(resource)
    return relations if resource.opens(actor) else relations[:1]


def listed(address: Address, resource: Resource, world: World, actor: Actor) -> Iterator[Cell]:
    """A list, asked for what belongs to each relation."""
    expected = only(OPEN if resource.opens(actor) else CLOSED)
    base = reverse(address.name)
    yield Cell(address.name, "everything", base, expected)
    for relation in related(resource) if CLOSED not in expected else ():
        known = set(resource.filterset.base_filters) if resource.filterset is not None else set()
        query = {name: value for name, value in world.query(relation).items() if name in known}
        asked = expected if not is_kind(address.view, ListOperation) or CLOSED in expected else only(OPEN, 400)
        yield Cell(address.name, relation, f"{base}?{urlencode(query)}", asked)


def posted(address: Address, resource: Resource, world: World, actor: Actor) -> Iterator[Cell]:
    """What is posted to a list: the file of it, columns, views."""
    closed = not resource.opens(actor) or (is_kind(address.view, views.ExportView) and not resource.exports)
    expected = only(CLOSED) if closed else DONE
    yield Cell(address.name, "everything", reverse(address.name), expected, "post")


def bulk(address: Address, resource: Resource, world: World, actor: Actor) -> Iterator[Cell]:
    """An action over a chosen row of each relation."""
    chosen = next((action for action in resource.every_action() if action.bulk), None)
    allowed = chosen is not None and resource.may(actor, WRITE) and chosen.open_to(actor)
    open_status = DONE if allowed else only(AWAY) if chosen is None else only(CLOSED)
    for relation in asked_of(resource, actor):
        row = world.row(resource, relation)
        expected = open_status if resource.opens(actor) else only(CLOSED)
        url = reverse(address.name, args=(chosen.name if chosen else "nothing",))
        data = {"ids": [row.pk if row is not None else 0]}
        yield Cell(address.name, relation, url, expected, "post", data)


def created(address: Address, resource: Resource, world: World, actor: Actor) -> Iterator[Cell]:
    """The form of a new row."""
    allowed = resource.opens(actor) and resource.may_create(actor)
    yield Cell(address.name, "everything", reverse(address.name), only(OPEN if allowed else CLOSED))
    yield Cell(address.name, "everything", reverse(address.name), DONE if allowed else only(CLOSED), "post")


Judge = Callable[[Resource, Actor, Any], bool]


def objects(
    address: Address, resource: Resource, world: World, actor: Actor, judge: Judge, *more: Any
) -> Iterator[Any]:
    """(relation, address, status for reading) of the row of each relation: 403, 404, or open to the judge."""
    for relation in asked_of(resource, actor):
        row = world.row(resource, relation)
        if row is None:
            continue
        url = reverse(address.name, args=(row.pk, *more))
        if not resource.opens(actor):
            yield relation, url, CLOSED
        elif not world.sees(actor, resource, relation):
            yield relation, url, AWAY
        else:
            yield relation, url, OPEN if judge(resource, actor, row) else CLOSED


def seen(address: Address, resource: Resource, world: World, actor: Actor) -> Iterator[Cell]:
    """One row: a card, or an answer to a program. Every tab of the card is opened too."""
    for relation, url, status in objects(address, resource, world, actor, lambda *_: True):
        yield Cell(address.name, relation, url, only(status))
        if status == OPEN and is_kind(address.view, views.DetailView):
            for tab in resource.tabs(actor):
                yield Cell(address.name, relation, f"{url}?tab={tab.key}", only(OPEN))


def edited(address: Address, resource: Resource, world: World, actor: Actor) -> Iterator[Cell]:
    """The form of a row, and what it sends."""
    for relation, url, status in objects(address, resource, world, actor, lambda r, a, row: r.may_edit(a, row)):
        yield Cell(address.name, relation, url, only(status))
        yield Cell(address.name, relation, url, DONE if status == OPEN else only(status), "post")


def acted(address: Address, resource: Resource, world: World, actor: Actor) -> Iterator[Cell]:
    """Every action over a row of each relation: the page before it, and the deed."""
    for action in resource.every_action():

        def allowed(found: Resource, who: Actor, row: Any, action: Any = action) -> bool:
            return found.may_act(who, action, row)

        for relation, url, status in objects(address, resource, world, actor, allowed, action.name):
            yield Cell(address.name, relation, url, only(status))
            yield Cell(address.name, relation, url, DONE if status == OPEN else only(status), "post")


BY_VIEW: dict[type[Any], Callable[[Address, Resource, World, Actor], Iterator[Cell]]] = {
    ReportListView: listed,
    views.ListView: listed,
    ListOperation: listed,
    DetailOperation: seen,
    views.DetailView: seen,
    views.CreateView: created,
    views.EditView: edited,
    views.ExportView: posted,
    views.ColumnsView: posted,
    views.SavedViewView: posted,
    doing.BulkView: bulk,
    doing.ActionView: acted,
}
