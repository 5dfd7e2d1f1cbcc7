"""Who acts for a profile: it names bodies, the actor holds a role at one of them (docs/profile-format.md, workflow)."""

from apps.accounts.enums import Role
from apps.core import access
from apps.core.access import INSTALLATION, WRITE
from apps.core.actor import Actor
from apps.organizations.enums import ProfileLevel
from apps.organizations.models import Profile

# The role in which people work at a body that a profile's workflow names.
ROLES = {
    "ministry": Role.MINISTRY,
    "cnppm": Role.CNPPM,
    "iro": Role.IRO,
    "umo": Role.UMO,
    "moo": Role.MOO,
    "mms": Role.METHODIST,
}


def may(actor: Actor, profile: Profile, step: str) -> bool:
    """Whether the actor may take a step («computes», «submits», «approves») of the profile's reports."""
    if actor.is_system:
        return True
    roles = {ROLES[body] for body in profile.workflow.get(step, []) if body in ROLES}
    return actor.role in roles and in_place(actor, profile)


def in_place(actor: Actor, profile: Profile) -> bool:
    """Whether the actor works in the profile's region, and for a municipal profile in its municipality."""
    if profile.level == ProfileLevel.MUNICIPALITY and actor.level != "region":
        return actor.municipality_id == profile.municipality_id
    return actor.region_id == profile.region_id


def may_set_targets(actor: Actor, profile: Profile) -> bool:
    """Whether the actor may set the profile's targets: who computes or approves its reports, or the administrator."""
    if actor.is_system:
        return True
    level = access.rights().level(actor, "targets", WRITE)
    if level == INSTALLATION:
        return True
    return bool(level) and (may(actor, profile, "computes") or may(actor, profile, "approves"))
