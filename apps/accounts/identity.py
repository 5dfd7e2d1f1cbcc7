"""From an actor's key (kept with a job) back to the actor, checked anew: a role may have ended meanwhile."""

from apps.accounts.models import User
from apps.accounts.rights import actor_of
from apps.accounts.selectors import held_today
from apps.core import identity
from apps.core.actor import Actor


def resolve(key: str) -> Actor | None:
    """The actor of ``grant:ID`` or ``user:ID``; None where the role does not hold today or the user may not log in."""
    sort, _, number = key.partition(":")
    if not number.isdecimal():
        return None
    if sort == "grant":
        return holder(int(number))
    return roleless(int(number)) if sort == "user" else None


def holder(assignment_id: int) -> Actor | None:
    """The actor of a role that holds today."""
    assignment = held_today().filter(pk=assignment_id, user__is_active=True).select_related("user").first()
    return actor_of(assignment) if assignment else None


def roleless(user_id: int) -> Actor | None:
    """The actor of a user without a role."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return Actor(key=f"user:{user.pk}", user_id=user.pk, label=user.get_username()) if user else None


def connect() -> None:
    """Register with ``core``."""
    identity.register_resolver(resolve)
