"""Who reads results of groups."""

from django.core.exceptions import PermissionDenied

from apps.core.access import WRITE
from apps.core.actor import Actor, current
from apps.core.web import nav
from apps.diagnostics.selectors.deficit_map import sees_groups, sees_people

CLOSED = "Результаты групп не открыты для вашей роли."


def reads_results(actor: Actor) -> bool:
    """Whether the actor reads results of groups: live with the people, or those kept without them."""
    return sees_people(actor) or sees_groups(actor)


def may_rebuild(actor: Actor) -> bool:
    """Whether the actor may ask for the kept results to be made anew: the centre of the region."""
    return nav.holders("diagnostics", WRITE)(actor) and actor.level == "region"


def reader() -> Actor:
    """Who reads. Raises ``PermissionDenied`` for roles without results of groups."""
    if not reads_results(current()):
        raise PermissionDenied(CLOSED)
    return current()
