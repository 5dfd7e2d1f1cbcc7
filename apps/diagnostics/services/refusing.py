"""An invited person declines by themselves: with a reason, until the diagnostics begins for them."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from apps.accounts.enums import Role
from apps.accounts.selectors import held_today
from apps.core.actor import acting
from apps.core.services import notices, records
from apps.diagnostics.models import Attempt, Campaign, Invitation
from apps.diagnostics.services.completion import SYSTEM
from apps.diagnostics.services.inviting import DONE
from apps.teachers.services.people import is_self

NOT_YOURS = "Отказаться можно только от своего приглашения."
ALREADY = "Отказ уже записан."
BEGUN = "Отказаться можно до начала диагностики: теперь сообщите о причине её организатору."
NO_REASON = "Напишите, почему не сможете: причину увидит организатор."
TOLD = "Отказ от диагностики «{campaign}»: {person}. Причина — в приглашении."
CONDUCTORS = (Role.CNPPM, Role.COPMKP)


def has_begun(invitation: Invitation, now: datetime) -> bool:
    """Whether the diagnostics has begun for the invited: their time has come, or they have started the test.

    Without an assigned time it begins when the campaign's first day is over, and with a closed campaign.
    """
    campaign = Campaign.objects.filter(pk=invitation.campaign_id).first()
    if campaign is None:  # in preparation: not seen by the invited
        return False
    if campaign.closed_on is not None or Attempt.objects.filter(invitation=invitation).exists():
        return True
    here = timezone.localtime(now)
    if invitation.slot is not None:
        return (here.date(), here.time()) >= (invitation.slot.day, invitation.slot.time)
    return here.date() > campaign.start


def why_not_refuse(invitation: Invitation, now: datetime | None = None) -> str:
    """Why the current actor cannot decline this invitation now; empty where they can."""
    if not is_self(invitation.person_id):
        return NOT_YOURS
    if invitation.session_id is not None:
        return DONE
    if invitation.declined_on is not None:
        return ALREADY
    return BEGUN if has_begun(invitation, now or timezone.now()) else ""


@transaction.atomic
def refuse_invitation(invitation: Invitation, *, reason: str, now: datetime | None = None) -> Invitation:
    """The invited person will not come, for this reason; the organizer is told. Raises ``ValidationError``.

    Invitations are not the invited person's to write: the system writes, the history names the person.
    """
    if refusal := why_not_refuse(invitation, now):
        raise ValidationError(refusal)
    if not reason.strip():
        raise ValidationError({"reason": NO_REASON})
    today = timezone.localdate(now)
    values = {"declined_on": today, "declined_reason": reason.strip(), "slot": None}
    changed = records.change(invitation, "refuse_invitation", writer=SYSTEM, **values)
    tell_conductor(changed)
    return changed


def tell_conductor(invitation: Invitation) -> None:
    """Ring the bells of those who lead the campaign; the reason stands in the invitation alone."""
    with acting(SYSTEM):
        campaign = Campaign.objects.get(pk=invitation.campaign_id)
        held = held_today().filter(role__in=CONDUCTORS, organization=campaign.organization_id, user__is_active=True)
        text = TOLD.format(campaign=campaign.title, person=invitation.person_name)
        url = reverse("diagnostics:invitation_detail", args=(invitation.pk,))
        notices.notify((user, text, url) for user in sorted(set(held.values_list("user", flat=True))))
