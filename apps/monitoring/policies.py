"""Who computes, submits and approves a report: the profile names the bodies, the actor holds a role at one of them."""

from apps.core.actor import Actor
from apps.indicators.policies import may
from apps.monitoring.enums import ReportState
from apps.monitoring.models import Report
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
