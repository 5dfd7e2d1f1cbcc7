"""Which roles lead recommendations and which answer them; whose they are is asked besides, of each one."""

from apps.accounts.enums import Role
from apps.core import access
from apps.core.access import READ, WRITE
from apps.core.actor import Actor

ANSWERING = frozenset({Role.MOO, Role.METHODIST, Role.OPERATOR, Role.IRO})


KINDS = ("recommendations", "sent_recommendations", "local_recommendations")


def follows(actor: Actor, action: str = READ) -> bool:
    """Whether the role has to do with recommendations: prepares, answers, or looks on."""
    return actor.is_system or any(access.rights().level(actor, kind, action) for kind in KINDS)


def leads(actor: Actor) -> bool:
    """Whether the role may prepare and send recommendations of some profile."""
    kinds = ("recommendations", "local_recommendations")
    return actor.is_system or any(access.rights().level(actor, kind, WRITE) for kind in kinds)


def answers(actor: Actor) -> bool:
    """Whether the role may answer recommendations."""
    return actor.role in ANSWERING
