"""Writes of confirmations: a function is confirmed by hand for a period, a confirmation is withdrawn."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from apps.core import access
from apps.core.access import REGION, WRITE
from apps.core.actor import Actor, current
from apps.core.services import records
from apps.core.services.attachments import Attachment
from apps.indicators.policies import in_place
from apps.organizations.models import Organization, Profile
from apps.organizations.services.records import place_of
from apps.roadmap.functions.selectors import function_of
from apps.roadmap.models import FunctionEvidence

NOT_ALLOWED = "Исполнение функций подтверждают министерство, ЦНППМ, МОУО и методисты — в своей территории."


def may_confirm(actor: Actor, profile: Profile) -> bool:
    """Whether the actor confirms functions of the profile."""
    holds = bool(access.rights().level(actor, "functions", WRITE))
    return holds and actor.organization_id is not None and in_place(actor, profile)


def may_withdraw(actor: Actor, evidence: FunctionEvidence) -> bool:
    """Whether the confirmation is of the actor's own organization."""
    return actor.is_system or (
        may_confirm(actor, evidence.profile) and actor.organization_id == evidence.organization_id
    )


@transaction.atomic
def confirm_function(
    *, profile: Profile, function: str, period_from: date, period_to: date, text: str, url: str = "",
    file: Attachment | None = None,
) -> FunctionEvidence:  # fmt: skip
    """Confirm that a function (by its code) is performed in a period, in words, by a link or by a document.

    Raises ``PermissionDenied``, and ``ValidationError`` for a function the profile lacks or a period turned round.
    """
    actor = current()
    if actor.organization_id is None or not may_confirm(actor, profile):
        raise PermissionDenied(NOT_ALLOWED)
    if function_of(profile, function) is None:
        raise ValidationError("Такой функции в профиле нет.", code="function")
    records.require_order(period_from, period_to, "period_to")
    kept = file or Attachment("", "")
    organization = Organization.objects.get(pk=actor.organization_id)
    made = FunctionEvidence(
        **place_of(organization), profile=profile, function=function,
        period_from=period_from, period_to=period_to, text=text, url=url, file_key=kept.key, file_name=kept.name,
        confirmed_on=timezone.localdate(), confirmed_by=f"{organization}: {actor.who}"[:300],
        regional=actor.level == REGION,
    )  # fmt: skip
    return records.create(made, "confirm_function")


@transaction.atomic
def withdraw_evidence(evidence: FunctionEvidence, /) -> None:
    """Take a confirmation back: of one's own organization only. Raises ``PermissionDenied``."""
    if not may_withdraw(current(), evidence):
        raise PermissionDenied("Подтверждение снимает организация, которая его дала.")
    records.remove(evidence, "withdraw_evidence")
