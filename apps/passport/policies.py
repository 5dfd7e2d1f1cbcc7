"""Who fills, accepts, approves and sends a passport (DOMAIN 7, 8)."""

from apps.accounts.enums import Role
from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor
from apps.organizations.enums import ProfileLevel
from apps.organizations.models import Profile
from apps.passport.enums import OPEN_PARTS, OPEN_STATES, PartState, PassportState
from apps.passport.models import Part, Passport


def at_centre(actor: Actor, region: int) -> bool:
    """Whether the actor speaks for the region's ЦНППМ (or is the system)."""
    return actor.is_system or (actor.role == Role.CNPPM and actor.region_id == region)


def at_ministry(actor: Actor, region: int) -> bool:
    """Whether the actor speaks for the region's ministry."""
    return actor.is_system or (actor.role == Role.MINISTRY and actor.region_id == region)


def may_open(actor: Actor, profile: Profile) -> bool:
    """Whether the actor may begin passports of a profile: a municipal one has none."""
    return profile.level == ProfileLevel.REGION and at_centre(actor, profile.region_id)


def is_open(passport: Passport) -> bool:
    """Whether the passport is still worked on."""
    return passport.state in OPEN_STATES


def may_manage(actor: Actor, passport: Passport) -> bool:
    """Whether the actor may recompute it, move its dates, submit it."""
    return is_open(passport) and at_centre(actor, passport.region_id)


def may_fill(actor: Actor, part: Part) -> bool:
    """Whether the actor may change what the part says now."""
    open_now = part.state in OPEN_PARTS and is_open(part.passport)
    return open_now and access.can(actor, WRITE, part)


def may_judge(actor: Actor, part: Part) -> bool:
    """Whether the actor may accept or return a part that was handed in."""
    return part.state == PartState.SUBMITTED and may_manage(actor, part.passport)


def may_reopen(actor: Actor, part: Part) -> bool:
    """Whether the actor may return a part that was accepted before."""
    return part.state == PartState.ACCEPTED and may_manage(actor, part.passport)


def may_decide(actor: Actor, passport: Passport) -> bool:
    """Whether the actor may approve or return the passport."""
    return passport.state == PassportState.REVIEW and at_ministry(actor, passport.region_id)


def may_send(actor: Actor, passport: Passport) -> bool:
    """Whether the actor may record that the passport was sent to the Federal operator."""
    return passport.state == PassportState.APPROVED and at_centre(actor, passport.region_id)


def may_conclude(actor: Actor, passport: Passport) -> bool:
    """Whether the actor may record the Federal operator's answer: the operator itself only reads."""
    return passport.state == PassportState.SENT and at_centre(actor, passport.region_id)


def may_correct(actor: Actor, passport: Passport) -> bool:
    """Whether the actor may begin a correction: of the last version, once it is approved."""
    last = not passport.corrections.exists()
    return passport.published and last and at_centre(actor, passport.region_id)
