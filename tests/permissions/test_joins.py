"""No list and no card loses rows by a join: a name behind the wall is empty, its row stays.

An inner join to a walled table (``select_related``, a sort by a path) silently drops the rows whose other end the
reader may not see. Every resource is asked as every role, over a row of every place.
"""

import pytest
from django.apps import apps
from django.http import QueryDict

from apps.core.actor import Actor, acting, system
from apps.core.web import resource as resources
from apps.core.web.resource import Resource
from apps.core.web.state import ListState
from apps.core.web.table import Table
from tests.cast import HOLDERS, Cast
from tests.permissions.every_row import fill
from tests.permissions.joins import Join, written_joins

pytestmark = pytest.mark.django_db

# Joins that not every role asks for: the system alone, or those who are named; reasons beside.
ASKED_BY: dict[tuple[str, str], tuple[str, ...]] = {
    # The middleware asks as the system, before anybody acts.
    ("accounts.Assignment", "organization"): (),
    # The page of bringing people names the places of people; the text does not tell that no event is read.
    ("events.Event", "organization"): (),
    ("events.EventRegistration", "organization"): (),
    ("events.Participation", "organization"): (),
    # A certificate is verified by the system.
    ("events.EventCertificate", "participation__event__organization"): (),
    # The papers of a group are of those who keep groups.
    ("programs.Enrollment", "organization"): ("cnppm", "iro"),
    # Links are proposed by the system.
    ("programs.Program", "organization"): (),
    # Whether a main job overlaps another is looked up by the system.
    ("teachers.Employment", "organization"): (),
    # Enrolling and bringing people are of those who have people to send.
    ("teachers.Person", "organization"): ("cnppm", "iro", "methodist", "operator"),
    # The demonstration is made by the system.
    ("teachers.PersonLink", "person"): (),
}


@pytest.fixture
def filled(cast: Cast) -> Cast:
    with acting(system("test")):
        fill(cast)
    return cast


def lost_on_cards(resource: Resource, actor: Actor) -> set[object]:
    """The objects that the joins of a card's reading lose: a reading of bare numbers joins nothing."""
    found = resource.objects(actor)
    return set(found.values_list("pk", flat=True)) - {one.pk for one in found}


def lost_in_lists(resource: Resource, actor: Actor) -> list[str]:
    """The columns by which a list, sorted and with every column shown, loses rows."""
    rows = resource.rows(actor)
    whole = rows.order_by().count()
    return [one.name for one in resource.columns if one.sort_path and whole != shown(resource, actor, one.name)]


def shown(resource: Resource, actor: Actor, column: str) -> int:
    """How many rows the list sorted by a column has."""
    state = ListState(QueryDict(f"sort={column}"))
    return sum(1 for _ in Table(resource, resource.rows(actor), list(resource.columns), state, actor).values())


def test_no_reading_joins_rows_away(filled: Cast) -> None:
    lost: list[tuple[str, str, object]] = []
    for role in HOLDERS:
        actor = filled.actor(role)
        with acting(actor):
            for resource in resources.every():
                if resource.opens(actor):
                    if gone := lost_on_cards(resource, actor):
                        lost.append((role, resource.label(), gone))
                    lost += [(role, resource.label(), name) for name in lost_in_lists(resource, actor)]
    assert lost == []


def lost_by(join: Join) -> int:
    """How many of the rows in sight the join loses."""
    rows = apps.get_model(join.model)._base_manager
    return int(rows.count()) - len(rows.select_related(join.path))


def test_no_join_written_in_the_code_loses_rows_in_sight(filled: Cast) -> None:
    joins = {(one.model, one.path): one for one in written_joins()}
    lost = []
    for role in HOLDERS:
        with acting(filled.actor(role)):
            for key, join in sorted(joins.items()):
                if role.value in ASKED_BY.get(key, (role.value,)) and lost_by(join):
                    lost.append((role.value, join))
    assert lost == []
    assert set(ASKED_BY) - set(joins) == set()
