"""Whom a campaign asks: many chosen by filters, one by name or СНИЛС; taken back; declined."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from apps.core.services import history, records
from apps.diagnostics.enums import Attendance
from apps.diagnostics.models import Campaign, Invitation
from apps.diagnostics.selectors.campaigns import inviting
from apps.diagnostics.services.campaigns import require_open
from apps.diagnostics.services.sessions import UNKNOWN, assessed
from apps.teachers.models import Person
from apps.teachers.models.base import STAMP

BATCH = 2000
OVER = "Кампания закрыта или уже закончилась: приглашать в неё нельзя."
ALREADY = "Работник уже приглашён."
DECLINED = Q(declined_on__isnull=False, session=None)
DONE = "Приглашение уже выполнено: диагностика по нему пройдена."


def require_inviting(campaign: Campaign) -> None:
    """Nobody is invited to what is over. Raises ``ValidationError``."""
    if not Campaign.objects.filter(inviting(), pk=campaign.pk).exists():
        raise ValidationError({"campaign": OVER})


@transaction.atomic
def invite_people(people: Sequence[Person], *, campaign: Campaign) -> int:
    """Invite these people of the campaign's region, leaving out those invited before; returns how many were.

    Whoever has declined is invited again. A few statements for any number of people. Raises ``ValidationError`` where
    the campaign is over.
    """
    require_inviting(campaign)
    keys = [person.pk for person in people]
    again = renew(list(Invitation.objects.filter(DECLINED, campaign=campaign, person__in=keys)))
    known = set(Invitation.objects.filter(campaign=campaign, person__in=keys).values_list("person", flat=True))
    fresh = [one for one in people if one.pk not in known and one.region_id == campaign.region_id]
    today = timezone.localdate()
    rows = [invitation_of(campaign, person, today) for person in fresh]
    made = Invitation.objects.bulk_create(rows, batch_size=BATCH)
    history.record_many(history.entry("invite", one, {}, history.snapshot(one)) for one in made)
    return len(made) + again


def renew(declined: Sequence[Invitation]) -> int:
    """Invite those who have declined anew: the refusal and its reason stay in the history; returns how many."""
    changed, today = [], timezone.localdate()
    for one in declined:
        before = history.snapshot(one)
        one.declined_on, one.declined_reason, one.invited_on = None, "", today
        one.attended, one.reminded_on = Attendance.UNKNOWN, None
        changed.append(history.entry("invite_again", one, before, history.snapshot(one)))
    fields = ["declined_on", "declined_reason", "invited_on", "attended", "reminded_on"]
    Invitation.objects.bulk_update(declined, fields, batch_size=BATCH)
    history.record_many(changed)
    return len(declined)


def invitation_of(campaign: Campaign, person: Person, day: date) -> Invitation:
    """An unsaved invitation with its place."""
    return Invitation(
        campaign=campaign,
        conductor_id=campaign.organization_id,
        campaign_region_id=campaign.region_id,
        person=person,
        person_name=person.full_name,
        invited_on=day,
        **{column: getattr(person, column) for column in STAMP},
    )


@transaction.atomic
def invite(*, campaign: Campaign, person: Person | None = None, snils: str = "") -> Invitation:
    """Invite one: a person in sight, or by the СНИЛС whom the actor does not see (an assessment centre).

    Whoever has declined is invited again. Raises ``ValidationError``: nobody with this СНИЛС, invited before, of
    another region, a campaign that is over.
    """
    require_inviting(campaign)
    who = person or assessed(snils)
    field = "person" if person is not None else "snils"
    if who.region_id != campaign.region_id:
        raise ValidationError({field: UNKNOWN})
    known = Invitation.objects.filter(campaign=campaign, person=who).first()
    if known is not None and known.declined_on is None:
        raise ValidationError({field: ALREADY})
    if known is not None:
        renew([known])
        return known
    made = invitation_of(campaign, who, timezone.localdate())
    return records.create(made, "invite")


def remove_invitation(invitation: Invitation) -> None:
    """Take an invitation back. Raises ``ValidationError`` once the diagnostics by it has been held."""
    require_open(invitation.campaign)
    if invitation.session_id is not None:
        raise ValidationError(DONE)
    records.remove(invitation, "remove_invitation")


def decline_invitation(invitation: Invitation, *, reason: str, on: date | None = None) -> Invitation:
    """The person will not come, for this reason; the invitation stays in the count. Raises ``ValidationError``.

    What the invited say by themselves is ``refusing.refuse_invitation``.
    """
    require_open(invitation.campaign)
    if invitation.session_id is not None:
        raise ValidationError(DONE)
    day = on or timezone.localdate()
    return records.change(invitation, "decline_invitation", declined_on=day, declined_reason=reason, slot=None)


def accept_invitation(invitation: Invitation) -> Invitation:
    """Take a refusal back."""
    require_open(invitation.campaign)
    return records.change(invitation, "accept_invitation", declined_on=None, declined_reason="")
