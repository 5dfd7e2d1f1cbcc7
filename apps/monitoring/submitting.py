"""Who submits a municipality's data and who accepts them (DOMAIN 6, 8; the workflow of the profile)."""

from apps.accounts.enums import Role
from apps.core.actor import Actor
from apps.indicators.policies import ROLES, in_place
from apps.monitoring.enums import SubmissionState
from apps.monitoring.models import Submission
from apps.organizations.enums import ProfileLevel
from apps.organizations.models import Profile

OPEN = (SubmissionState.COLLECTING, SubmissionState.RETURNED)
HELD = (SubmissionState.SUBMITTED, SubmissionState.ACCEPTED)


def accepters(profile: Profile) -> set[str]:
    """The roles that accept: the region's centre, or whom a municipality's own regulation has approve its reports."""
    if profile.level == ProfileLevel.REGION:
        return {Role.CNPPM}
    return {ROLES[body] for body in profile.workflow.get("approves", []) if body in ROLES}


def may_set_terms(actor: Actor, profile: Profile) -> bool:
    """Whether the actor sets the terms of a profile: who accepts the data."""
    return actor.is_system or (actor.role in accepters(profile) and in_place(actor, profile))


def may_submit(actor: Actor, submission: Submission) -> bool:
    """Whether the actor works at the municipality's data and they are not submitted."""
    own = actor.role == Role.METHODIST and actor.municipality_id == submission.municipality_id
    return submission.state in OPEN and (own or actor.is_system)


def may_decide(actor: Actor, submission: Submission) -> bool:
    """Whether the actor accepts data that are submitted."""
    return submission.state == SubmissionState.SUBMITTED and may_set_terms(actor, submission.period.profile)


def may_return(actor: Actor, submission: Submission) -> bool:
    """Whether the actor returns the data: accepted ones too, when a mistake is found later."""
    return submission.state in HELD and may_set_terms(actor, submission.period.profile)
