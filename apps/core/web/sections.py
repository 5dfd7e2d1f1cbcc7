"""What stands on the page of one object: facts, tables of other resources, parts that upper applications add."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q

from apps.core.actor import Actor
from apps.core.web.columns import Kind

Condition = Callable[[Actor], bool]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a card: a field (or an annotation) of the object with its words.

    ``link`` is the label of the resource whose object the fact names, ``link_key`` the attribute with its number.
    ``write`` turns the object (not the value) into text where a field is not enough. ``href`` gives an address of its
    own, outside of the resources (a document, a site).
    """

    name: str
    title: str = ""
    kind: Kind = Kind.TEXT
    places: int | None = None
    link: str = ""
    link_key: str = ""
    labels: Mapping[Any, str] = field(default_factory=dict)
    write: Callable[[Any], str] | None = None
    hide_empty: bool = False
    href: Callable[[Any], str] | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """A card of facts; all cards stand together on the first tab."""

    title: str
    facts: tuple[Fact | str, ...]
    allowed: Condition | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """A tab with rows of another resource that belong to the object.

    ``by`` is the field of the other model that points here, or a function object → condition. ``add`` shows the button
    that makes a new row with the field filled, ``adds`` narrows it to objects that still take rows. ``columns`` names
    the other resource's columns (all visible by default).
    """

    key: str
    title: str
    resource: str
    by: str | Callable[[Any], Q]
    columns: tuple[str, ...] = ()
    add: str = ""
    adds: Callable[[Any], bool] | None = None
    empty: str = "Записей пока нет."
    order: int = 50
    allowed: Condition | None = None

    def condition(self, obj: models.Model) -> Q:
        """The rows that belong to the object."""
        return Q(**{self.by: obj.pk}) if isinstance(self.by, str) else self.by(obj)


@dataclass(frozen=True, slots=True)
class Part:
    """A tab drawn by its own template from what ``context(obj, actor)`` reads."""

    key: str
    title: str
    template: str
    context: Callable[[Any, Actor], dict[str, Any]]
    order: int = 50
    allowed: Condition | None = None


Section = Facts | Related | Part
_added: dict[str, list[Related | Part]] = {}


def add(resource: str, section: Related | Part) -> None:
    """Add a tab to the page of another application's resource ("organizations.organization"); called on start-up.

    This is how an upper application shows itself on a lower one's page. Raises ``ValueError`` for a key used twice.
    """
    known = _added.setdefault(resource, [])
    if section in known:
        return
    if any(section.key == other.key for other in known):
        raise ValueError(f"Вкладка «{section.key}» у «{resource}» уже есть")
    known.append(section)


def added_to(resource: str) -> tuple[Related | Part, ...]:
    """The tabs that other applications have added."""
    return tuple(_added.get(resource, ()))
