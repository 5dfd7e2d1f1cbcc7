"""Who acts: set in the database and in the process together, in every request, task and command.

The database sees only the key (``rsnms.actor``); the wall's functions look the grant up themselves, so a wrong
``Actor`` in Python cannot widen what the rows show. After a block the previous actor is restored explicitly:
released savepoints and test transactions would leak it otherwise (ARCHITECTURE.md).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection, transaction


class NoActor(RuntimeError):
    """Code that needs an actor runs outside of ``acting``: a defect of the caller, never the user's fault."""


@dataclass(frozen=True, slots=True)
class Actor:
    """One person in one role at one organization, or a named part of the system.

    ``key`` is ``grant:ID`` (a person in a role), ``user:ID`` (a person with no role) or ``system:NAME``.
    The unit ids are those of the role's organization; ``level`` says which of them bounds the scope.
    """

    key: str
    user_id: int | None = None
    role: str = ""
    level: str = ""
    region_id: int | None = None
    municipality_id: int | None = None
    organization_id: int | None = None
    label: str = ""

    @property
    def who(self) -> str:
        """The actor in words, for what is kept beside a row: the label, else the key."""
        return self.label or self.key

    @property
    def is_system(self) -> bool:
        """Whether this is a part of the system, which every row is open to."""
        return self.key.startswith("system:")

    def unit(self, level: str) -> int | None:
        """The id of the actor's own unit of that level (region, municipality, organization)."""
        return {"region": self.region_id, "municipality": self.municipality_id}.get(level, self.organization_id)


_current: ContextVar[Actor | None] = ContextVar("rsnms_actor", default=None)


def system(name: str) -> Actor:
    """A named part of the system: ``system:report``, ``system:import``…"""
    return Actor(key=f"system:{name}", label=f"Система ({name})")


def current() -> Actor:
    """Who acts now. Raises ``NoActor`` outside of ``acting``."""
    actor = _current.get()
    if actor is None:
        raise NoActor("Действие без действующего лица: оберните код в acting(...)")
    return actor


def current_or_none() -> Actor | None:
    """Who acts now, or None outside of ``acting``."""
    return _current.get()


def _tell_database(actor: Actor | None) -> None:
    if not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('rsnms.actor', %s, true)", [actor.key if actor else ""])


@contextmanager
def acting(actor: Actor) -> Iterator[Actor]:
    """Run a block in a transaction as ``actor``; the actor before it is restored at its end."""
    previous = _current.get()
    with transaction.atomic():
        _tell_database(actor)
        token = _current.set(actor)
        try:
            yield actor
        except BaseException:
            # The rollback of this savepoint takes the setting back by itself.
            _current.reset(token)
            raise
        _current.reset(token)
        _tell_database(previous)
