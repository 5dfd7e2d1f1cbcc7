"""What a user keeps of a list: named views, and the columns chosen last."""

from typing import Any

from django.http import QueryDict

from apps.core import access
from apps.core.actor import Actor, current
from apps.core.models import SavedView
from apps.core.web.state import COLUMNS, ListState

# The nameless view of a list keeps the columns chosen last.
REMEMBERED = ""
MOST_VIEWS = 30


def views_of(resource: str) -> list[SavedView]:
    """The user's views of a list, the remembered columns (the nameless one) first."""
    return list(SavedView.objects.filter(access.scope(SavedView, current()), resource=resource).order_by("name", "id"))


def remembered(views: list[SavedView]) -> list[str] | None:
    """The names of the columns chosen last; None where the user has never chosen."""
    nameless = next((view for view in views if view.name == REMEMBERED), None)
    return ListState(QueryDict(nameless.query)).columns if nameless else None


def remember_columns(resource: str, names: list[str]) -> None:
    """Keep a choice of columns; an empty one returns to the list's own."""
    place: dict[str, Any] = {"user_id": owner(), "resource": resource, "name": REMEMBERED}
    if names:
        SavedView.objects.update_or_create(**place, defaults={"query": f"{COLUMNS}={','.join(names)}"})
    else:
        SavedView.objects.filter(**place).delete()


def keep(resource: str, name: str, query: str) -> SavedView | None:
    """Keep a view under a name, over an older one of that name; None where there are too many already."""
    mine = SavedView.objects.filter(user_id=owner(), resource=resource)
    if mine.exclude(name=name).count() >= MOST_VIEWS:
        return None
    view, _ = SavedView.objects.update_or_create(
        user_id=owner(), resource=resource, name=name, defaults={"query": query}
    )
    return view


def forget(resource: str, pk: int) -> None:
    """Remove one of the user's own views."""
    SavedView.objects.filter(user_id=owner(), resource=resource, pk=pk).delete()


def owner() -> int:
    """The user who acts. Raises ``PermissionError`` where a part of the system does."""
    actor: Actor = current()
    if actor.user_id is None:
        raise PermissionError("Сохранённые виды есть только у пользователей")
    return actor.user_id
