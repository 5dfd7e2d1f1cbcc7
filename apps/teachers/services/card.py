"""What stands on a person's card beside employments: categories, consents, leave, appointments."""

from datetime import date
from typing import Any

from apps.core.services import records
from apps.organizations.models import Organization
from apps.teachers.enums import AppointmentKind, Category, LeaveKind
from apps.teachers.models import Appointment, AttestationCategory, Consent, Leave, Person


def assign_category(*, person: Person, category: Category, assigned_on: date | None = None) -> AttestationCategory:
    """A category assigned on a date. Raises ``ValidationError`` where it is there already."""
    made = AttestationCategory(person=person, category=category, assigned_on=assigned_on)
    return records.create(made, "assign_category")


def update_category(category: AttestationCategory, **values: Any) -> AttestationCategory:
    """Correct a category."""
    return records.change(category, "update_category", **values)


def remove_category(category: AttestationCategory) -> None:
    """Delete a category entered by mistake."""
    records.remove(category, "remove_category")


def give_consent(*, person: Person, given_on: date, text_version: str = "1") -> Consent:
    """Consent to the processing of personal data, by the version of its text."""
    return records.create(Consent(person=person, given_on=given_on, text_version=text_version), "give_consent")


def withdraw_consent(consent: Consent, *, withdrawn_on: date) -> Consent:
    """The day from which the consent no longer holds. Raises ``ValidationError`` for a day before it was given."""
    records.require_order(consent.given_on, withdrawn_on, "withdrawn_on", "Отзыв раньше, чем согласие дано.")
    return records.change(consent, "withdraw_consent", withdrawn_on=withdrawn_on)


def restore_consent(consent: Consent) -> Consent:
    """Take a withdrawal back that was entered by mistake."""
    return records.change(consent, "restore_consent", withdrawn_on=None)


def add_leave(*, person: Person, kind: LeaveKind, start: date, end: date | None = None) -> Leave:
    """A long absence from–to (both inclusive). Raises ``ValidationError``."""
    records.require_order(start, end, "end")
    return records.create(Leave(person=person, kind=kind, start=start, end=end), "add_leave")


def update_leave(leave: Leave, **values: Any) -> Leave:
    """Correct or end an absence. Raises ``ValidationError``."""
    records.require_order(values.get("start", leave.start), values.get("end", leave.end), "end")
    return records.change(leave, "update_leave", **values)


def remove_leave(leave: Leave) -> None:
    """Delete an absence entered by mistake."""
    records.remove(leave, "remove_leave")


def appoint(
    *,
    person: Person,
    at_organization: Organization,
    kind: AppointmentKind,
    start: date,
    end: date | None = None,
    act: str = "",
) -> Appointment:
    """Appoint a person by an act from–to; the organization need not be the employer. Raises ``ValidationError``."""
    records.require_order(start, end, "end")
    made = Appointment(person=person, at_organization=at_organization, kind=kind, start=start, end=end, act=act)
    return records.create(made, "appoint")


def update_appointment(appointment: Appointment, **values: Any) -> Appointment:
    """Correct an appointment. Raises ``ValidationError``."""
    records.require_order(values.get("start", appointment.start), values.get("end", appointment.end), "end")
    return records.change(appointment, "update_appointment", **values)


def end_appointment(appointment: Appointment, *, end: date) -> Appointment:
    """The last day of an appointment. Raises ``ValidationError``."""
    return update_appointment(appointment, end=end)


def remove_appointment(appointment: Appointment) -> None:
    """Delete an appointment entered by mistake."""
    records.remove(appointment, "remove_appointment")
