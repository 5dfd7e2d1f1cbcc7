"""Who computes, submits and approves a report: the profile names the bodies, the actor holds a role at one of them."""

from apps.accounts.enums import Role
from apps.core.actor import Actor
from apps.monitoring.enums import ReportState
from apps.monitoring.models import Report
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


def may_compute(actor: Actor, profile: Profile) -> bool:
    """Whether the actor may compute the profile's reports."""
    return may(actor, profile, "computes")


def may_submit(actor: Actor, report: Report) -> bool:
    """Whether the actor may submit this report now."""
    return report.state in (ReportState.DRAFT, ReportState.RETURNED) and may(actor, report.profile, "submits")


def may_decide(actor: Actor, report: Report) -> bool:
    """Whether the actor may approve or return this report now."""
    return report.state == ReportState.SUBMITTED and may(actor, report.profile, "approves")
