"""From an actor's key back to the actor: for work that goes on after the request that asked for it.

``accounts`` knows users and roles and registers the way back: the need points upward, the import must not.
"""

from collections.abc import Callable

from apps.core.actor import Actor, system

Resolver = Callable[[str], Actor | None]


class ActorGone(Exception):
    """The role the key names has ended, or its user may no longer log in. The message is for the user."""

    def __init__(self) -> None:
        super().__init__("Роль, от имени которой начато задание, больше не действует.")


class _Provider:
    resolve: Resolver | None = None


def register_resolver(resolve: Resolver) -> None:
    """Called once by ``accounts`` in ``ready()``."""
    _Provider.resolve = staticmethod(resolve)


def actor_from_key(key: str) -> Actor:
    """The actor with this key as they are today. Raises ``ActorGone`` where they may no longer act."""
    if key.startswith("system:"):
        return system(key.removeprefix("system:"))
    actor = _Provider.resolve(key) if _Provider.resolve else None
    if actor is None:
        raise ActorGone
    return actor
