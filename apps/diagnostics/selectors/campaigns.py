"""Reads of campaigns: how far they are, who is still invited."""

from datetime import date

from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.utils import timezone

from apps.core import access
from apps.core.actor import Actor
from apps.core.today import TODAY
from apps.diagnostics.enums import Attendance, CampaignState
from apps.diagnostics.models import Campaign, Invitation
from apps.teachers.models import Person

State = CampaignState


def state_on(campaign: Campaign, day: date) -> CampaignState:
    """How far a campaign is on a day: a campaign whose last day has passed is closed without being closed by hand."""
    if not campaign.announced:
        return State.DRAFT
    if campaign.closed_on is not None or campaign.end < day:
        return State.CLOSED
    return State.RUNNING if campaign.start <= day else State.ANNOUNCED


def state_column(day: date | None = None) -> Case:
    """The same state as a column of a query, today by default."""
    on = day or TODAY
    return Case(
        When(announced=False, then=Value(State.DRAFT.value)),
        When(Q(closed_on__isnull=False) | Q(end__lt=on), then=Value(State.CLOSED.value)),
        When(start__lte=on, then=Value(State.RUNNING.value)),
        default=Value(State.ANNOUNCED.value),
        output_field=CharField(),
    )


def inviting(day: date | None = None, prefix: str = "") -> Q:
    """Campaigns that people may still be invited to: not closed and not over; those in preparation too."""
    on = day or timezone.localdate()
    return Q(**{f"{prefix}closed_on__isnull": True, f"{prefix}end__gte": on})


def open_invitations(person: Person | None = None, day: date | None = None) -> QuerySet[Invitation]:
    """Invitations that can be followed on the day: announced and running, not declined, not closed by a session.

    Of one person, or of everybody in the actor's sight.
    """
    on = day or timezone.localdate()
    running = inviting(on, "campaign__") & Q(campaign__announced=True, campaign__start__lte=on)
    rows = Invitation.objects.filter(running, session__isnull=True, declined_on__isnull=True)
    return rows if person is None else rows.filter(person=person)


def invitable(actor: Actor, day: date | None = None) -> QuerySet[Campaign]:
    """The campaigns that the actor invites to: its own to write, not over; the nearest first."""
    mine = access.scope(Campaign, actor, access.WRITE)
    return Campaign.objects.filter(mine, inviting(day)).order_by("start", "pk")


def waiting() -> Q:
    """Invitations that were neither declined nor followed."""
    return Q(session__isnull=True, declined_on__isnull=True)


def invitation_state() -> Case:
    """Where an invitation stands, as a column."""
    return Case(
        When(session__isnull=False, then=Value("done")),
        When(declined_on__isnull=False, then=Value("declined")),
        When(attended=Attendance.ABSENT, then=Value("absent")),
        default=Value("waiting"),
        output_field=CharField(),
    )


INVITATION_STATES = (
    ("waiting", "ждём"),
    ("done", "прошёл"),
    ("absent", "не явился"),
    ("declined", "отказался"),
)
