"""The first page of a role: what waits for it, and how much there is in its area. Applications add the lines."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from apps.core.actor import Actor
from apps.core.models import Notification
from apps.core.text import NBSP, format_number, plural
from apps.core.web import home
from apps.core.web.paging import COUNT_CAP, counts
from apps.core.web.period import Period

Rows = Callable[[Actor, Period], QuerySet[Any]]
SHOWN_NEWS = 4
# So many lines of «Что сделать» are read at a glance; the others unfold.
SHOWN_LINES = 8


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that waits for people of these roles: rows and the list (with its filters) that shows them."""

    key: str
    title: str
    rows: Rows
    url: str
    query: str
    roles: frozenset[str]
    order: int = 50

    @property
    def address(self) -> str:
        """The list with the filters set; without any where the list itself is what waits."""
        return reverse(self.url) + (f"?{self.query}" if self.query else "")


@dataclass(frozen=True, slots=True)
class Count:
    """A tile: how many rows of a kind there are in the actor's area (in the period, where ``query`` takes it).

    ``words`` go with 1, 2 and 5. ``query`` may name ``{start}`` and ``{end}``: the bounds of the period as ДД.ММ.ГГГГ.
    """

    key: str
    words: tuple[str, str, str]
    rows: Rows
    url: str
    allowed: Callable[[Actor], bool]
    query: str = ""
    order: int = 50

    def address(self, period: Period) -> str:
        """The list that the tile counts."""
        bounds = {"start": f"{period.start:%d.%m.%Y}", "end": f"{period.end:%d.%m.%Y}"}
        return reverse(self.url) + (f"?{self.query.format(**bounds)}" if self.query else "")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of «Что сделать» as it is drawn."""

    title: str
    count: str
    url: str


_todos: dict[str, Todo] = {}
_counts: dict[str, Count] = {}


def add_todo(todo: Todo) -> None:
    """Add a line; called in ``resources`` modules."""
    _todos[todo.key] = todo


def add_count(count: Count) -> None:
    """Add a tile; called in ``resources`` modules."""
    _counts[count.key] = count


def count_words(number: int) -> str:
    """A capped count: «12», «более 1 000»."""
    return f"более{NBSP}{format_number(COUNT_CAP)}" if number > COUNT_CAP else format_number(number)


def lines(actor: Actor, period: Period) -> list[Line]:
    """What waits for the actor; what is empty is left out."""
    mine = sorted((t for t in _todos.values() if actor.role in t.roles), key=lambda t: t.order)
    numbers = counts((todo.rows(actor, period) for todo in mine), cap=COUNT_CAP)
    counted = zip(mine, numbers, strict=True)
    return [Line(todo.title, count_words(number), todo.address) for todo, number in counted if number]


def todo_context(actor: Actor, period: Period) -> dict[str, Any] | None:
    """What the block of waiting things reads; None for roles that nothing can wait for."""
    if not any(actor.role in todo.roles for todo in _todos.values()):
        return None
    found = lines(actor, period)
    return {"lines": found, "first": found[:SHOWN_LINES], "others": found[SHOWN_LINES:]}


def count_context(actor: Actor, period: Period) -> dict[str, Any] | None:
    """What the block of tiles reads; None where the role may open none of the lists."""
    shown = sorted((c for c in _counts.values() if c.allowed(actor)), key=lambda c: c.order)
    numbers = counts(c.rows(actor, period) for c in shown)
    tiles = [(plural(n, *c.words), n, c.address(period)) for c, n in zip(shown, numbers, strict=True)]
    return {"tiles": tiles} if tiles else None


def news_context(actor: Actor, period: Period) -> dict[str, Any] | None:
    """The last unread notifications; None where there are none."""
    found = list(Notification.objects.filter(user_id=actor.user_id, read_at=None)[:SHOWN_NEWS]) if actor.user_id else []
    return {"news": found} if found else None


home.register(home.Block("todo", "core/home_todo.html", todo_context, order=10))
home.register(home.Block("news", "core/home_news.html", news_context, order=20))
home.register(home.Block("counts", "core/home_counts.html", count_context, order=40, wide=True))
