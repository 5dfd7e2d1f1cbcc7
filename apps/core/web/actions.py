"""What may be done with the rows of a list or with one object, beside editing its fields."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from apps.core.actor import Actor
from apps.core.web.forms import Form

DIRECT_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Action:
    """A verb over objects. ``run(obj, **cleaned_data)`` is a service: atomic and audited.

    ``form`` asks for what the verb needs. ``consequence`` is the sentence of the confirmation page that names what will
    happen; ``typed`` has the user type the object's name where it cannot be undone. ``bulk`` offers it for chosen rows
    and for «всё, что найдено» (more than ``DIRECT_LIMIT`` rows become a job), ``single`` on the object's own page.
    ``together`` runs once over the list of all chosen objects: ``run(objects, **data)``, done whole or not at all.
    ``allowed`` narrows it by role, ``applies`` by the object's state; ``tells`` says that the service itself tells why
    it does not apply any more (who has decided meanwhile), so that it is asked all the same.
    ``done`` is the message after it.
    ``preview`` tells in counts what will become of the rows chosen in a list; it puts a page in between too.
    ``by_reader`` opens it to ``allowed`` readers who may not change the row: the service writes in their name.
    """

    name: str
    title: str
    run: Callable[..., Any]
    done: str
    icon: str = "check"
    form: type[Form] | None = None
    consequence: str = ""
    danger: bool = False
    typed: bool = False
    bulk: bool = False
    single: bool = True
    together: bool = False
    allowed: Callable[[Actor], bool] | None = None
    applies: Callable[[Any], bool] | None = None
    tells: bool = False
    preview: Callable[[QuerySet[Any]], list[str]] | None = None
    by_reader: bool = False

    @property
    def asks(self) -> bool:
        """Whether there is a page between the button and the deed."""
        return bool(self.form or self.consequence or self.typed or self.danger or self.preview)

    def open_to(self, actor: Actor) -> bool:
        """Whether the role may do it at all (the rows' own scope is checked besides)."""
        return self.allowed is None or self.allowed(actor)

    def suits(self, obj: Any) -> bool:
        """Whether the object's state admits it."""
        return self.applies is None or self.applies(obj)


_added: dict[str, list[Action]] = {}


def add(resource: str, action: Action) -> None:
    """Add an action to another application's list ("teachers.person"); called in ``resources`` modules.

    An upper application does something with a lower one's rows. Raises ``ValueError`` for a name used twice.
    """
    known = _added.setdefault(resource, [])
    if action in known:
        return
    if any(action.name == other.name for other in known):
        raise ValueError(f"Действие «{action.name}» у «{resource}» уже есть")
    known.append(action)


def added_to(resource: str) -> tuple[Action, ...]:
    """The actions that other applications have added."""
    return tuple(_added.get(resource, ()))
