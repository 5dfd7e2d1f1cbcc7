"""Two parts of the first page: the terms that come next, and the pages a role opens most. Applications add them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from apps.core.actor import Actor
from apps.core.web import home
from apps.core.web.period import Period

AHEAD = timedelta(days=60)
SHOWN = 6


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """A term as it is drawn: its last day, what is to be done by then, and the page where it is done."""

    day: date
    title: str
    url: str


# What an actor has to do between two days, in any order.
Source = Callable[[Actor, date, date], Iterable[Due]]


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A page that people of these roles (with spaces between) open nearly every day."""

    title: str
    url: str
    roles: str
    icon: str
    order: int = 50

    @property
    def address(self) -> str:
        """The page."""
        return reverse(self.url)


_sources: dict[str, tuple[frozenset[str], Source]] = {}
_shortcuts: dict[str, Shortcut] = {}


def add_deadlines(key: str, roles: Iterable[str], source: Source) -> None:
    """Add the terms of one kind for people of these roles; called in ``resources`` modules."""
    _sources[key] = (frozenset(roles), source)


def add_shortcuts(*shortcuts: Shortcut) -> None:
    """Add pages that are opened often; called in ``resources`` modules."""
    _shortcuts.update({shortcut.title: shortcut for shortcut in shortcuts})


def deadlines(actor: Actor, today: date) -> list[Due]:
    """The next terms of the actor within ``AHEAD``, the nearest first."""
    mine = (source for roles, source in _sources.values() if actor.role in roles)
    return sorted(due for source in mine for due in source(actor, today, today + AHEAD))[:SHOWN]


def deadline_context(actor: Actor, period: Period) -> dict[str, Any] | None:
    """What the block of terms reads; None where nothing is due soon."""
    today = timezone.localdate()
    found = deadlines(actor, today)
    return {"deadlines": [(due, (due.day - today).days) for due in found]} if found else None


def shortcut_context(actor: Actor, period: Period) -> dict[str, Any] | None:
    """What the block of shortcuts reads; None for roles without any."""
    mine = sorted((s for s in _shortcuts.values() if actor.role in s.roles.split()), key=lambda s: s.order)
    return {"shortcuts": mine} if mine else None


home.register(home.Block("deadlines", "core/home_deadlines.html", deadline_context, order=12))
home.register(home.Block("shortcuts", "core/home_shortcuts.html", shortcut_context, order=30, wide=True))
