"""Confirming a staff list on a date (DOMAIN 8: the school operator «confirms the staff list on a date»)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from apps.core.actor import current
from apps.core.services import history
from apps.organizations.models import Organization
from apps.teachers.models import StaffConfirmation
from apps.teachers.policies import may_hire
from apps.teachers.selectors import staff_count

OUTSIDE = "Подтвердить можно список работников организации своей области."
FUTURE = "Эта дата ещё не наступила: список на неё подтвердить нельзя."
NOBODY = "На эту дату в организации нет ни одного работника: сначала внесите кадры."


@transaction.atomic
def confirm_staff(*, organization: Organization, on_date: date) -> StaffConfirmation:
    """State that the staff list of an organization is complete and right as of a date.

    Confirmed again, the same date counts its people anew. Raises ``ValidationError`` for an organization outside of
    the actor's area, a day to come, a list with nobody on it.
    """
    if not may_hire(current(), organization):
        raise ValidationError({"organization": OUTSIDE})
    if on_date > timezone.localdate():
        raise ValidationError({"on_date": FUTURE})
    people = staff_count(organization.pk, on_date)
    if not people:
        raise ValidationError({"organization": NOBODY})
    found = StaffConfirmation.objects.filter(organization=organization, on_date=on_date).first()
    before = history.snapshot(found) if found else None
    made = found or StaffConfirmation(organization=organization, on_date=on_date)
    made.municipality_id, made.region_id = organization.municipality_id, organization.region_id
    made.people, made.author = people, current().who
    made.save()
    history.record("confirm_staff", made, before=before)
    return made


@transaction.atomic
def withdraw_confirmation(confirmation: StaffConfirmation) -> None:
    """Take a confirmation back that was given by mistake."""
    entry = history.entry("withdraw_confirmation", confirmation, history.snapshot(confirmation), {})
    confirmation.delete()
    history.record_many([entry])
