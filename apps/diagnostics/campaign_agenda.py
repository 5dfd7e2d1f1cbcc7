"""What campaigns add to the first page: whose invitation waits, where attendance is not marked."""

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.core import access
from apps.core.actor import Actor
from apps.core.subqueries import counted
from apps.core.web import agenda
from apps.core.web.period import Period
from apps.diagnostics.enums import Attendance
from apps.diagnostics.models import Campaign, Invitation, Slot
from apps.diagnostics.selectors.campaigns import inviting, open_invitations, waiting

CONDUCTORS = frozenset({"cnppm", "copmkp"})


def taken() -> Coalesce:
    """How many are expected at an outer time."""
    return counted(Invitation.objects.all(), "slot_id")


def mine(actor: Actor, period: Period) -> QuerySet[Invitation]:
    """Invitations in sight that can be followed today."""
    return open_invitations().filter(access.scope(Invitation, actor))


def unmarked(actor: Actor, period: Period) -> QuerySet[Invitation]:
    """Whose day has passed and whose attendance nobody marked."""
    past = Slot.objects.filter(day__lt=timezone.localdate())
    rows = Invitation.objects.filter(access.scope(Invitation, actor, access.WRITE), waiting(), slot__in=past)
    return rows.filter(attended=Attendance.UNKNOWN)


def prepared(actor: Actor, period: Period) -> QuerySet[Campaign]:
    """Campaigns in preparation whose days have come."""
    rows = Campaign.objects.filter(access.scope(Campaign, actor, access.WRITE), inviting())
    return rows.filter(announced=False, start__lte=timezone.localdate())


INVITATIONS, CAMPAIGNS = "diagnostics:invitation_list", "diagnostics:campaign_list"
agenda.add_todo(
    agenda.Todo("my_invitations", "Вас пригласили на диагностику", mine, INVITATIONS, "state=waiting",
                frozenset({"teacher"}), 5)
)  # fmt: skip
agenda.add_todo(
    agenda.Todo("school_invitations", "Приглашены на диагностику и ещё не прошли", mine, INVITATIONS, "state=waiting",
                frozenset({"operator", "methodist"}), 32)
)  # fmt: skip
agenda.add_todo(
    agenda.Todo("unmarked", "Не отмечена явка на диагностику", unmarked, INVITATIONS, "attended=unknown&timed=yes",
                CONDUCTORS, 31)
)  # fmt: skip
agenda.add_todo(
    agenda.Todo("campaigns", "Кампании, которые пора объявить", prepared, CAMPAIGNS, "state=draft", CONDUCTORS, 28)
)
