"""Who computes, submits and approves a report: the profile names the bodies, the actor holds a role at one of them."""

from apps.accounts.enums import Role
from apps.core.actor import Actor
from apps.indicators.policies import in_place, may
from apps.monitoring.enums import Level, ReportState
from apps.monitoring.models import Recommendation, Report
from apps.organizations.enums import ProfileLevel
from apps.organizations.models import Profile


def may_compute(actor: Actor, profile: Profile) -> bool:
    """Whether the actor may compute the profile's reports."""
    return may(actor, profile, "computes")


def may_try(actor: Actor, report: Report) -> bool:
    """Whether the actor may ask for today's recomputation to compare with: the bodies that the profile names."""
    return any(may(actor, report.profile, step) for step in ("computes", "submits", "approves"))


def may_submit(actor: Actor, report: Report) -> bool:
    """Whether the actor may submit this report now."""
    return report.state in (ReportState.DRAFT, ReportState.RETURNED) and may(actor, report.profile, "submits")


def may_decide(actor: Actor, report: Report) -> bool:
    """Whether the actor may approve or return this report now."""
    return report.state == ReportState.SUBMITTED and may(actor, report.profile, "approves")


def is_own(actor: Actor, report: Report) -> bool:
    """Whether the actor is the person who submitted the report, in whatever role."""
    return actor.user_id is not None and actor.user_id == report.submitted_by_id


def may_approve(actor: Actor, report: Report) -> bool:
    """Whether the actor may approve this report now: decides, and has not submitted it."""
    return may_decide(actor, report) and not is_own(actor, report)


def may_recommend(actor: Actor, profile: Profile) -> bool:
    """Whether the actor prepares and sends the profile's recommendations: the centre, of a municipality its service."""
    if actor.is_system:
        return True
    role = Role.METHODIST if profile.level == ProfileLevel.MUNICIPALITY else Role.CNPPM
    return actor.role == role and in_place(actor, profile)


# Who answers for an addressee: its own people; for a municipality's bodies those who work at either of them.
OF_MUNICIPALITY = frozenset({Role.MOO, Role.METHODIST})


def may_answer(actor: Actor, row: Recommendation) -> bool:
    """Whether the actor answers for the addressee of a recommendation."""
    if actor.is_system:
        return True
    if not row.sent:
        return False
    if row.level == Level.MUNICIPALITY:
        return actor.role in OF_MUNICIPALITY and actor.municipality_id == row.municipality_id
    return actor.role in (*OF_MUNICIPALITY, Role.OPERATOR, Role.IRO) and actor.organization_id == row.organization_id
