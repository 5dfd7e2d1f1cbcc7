"""People, employments and what an employer records about them (DOMAIN 3)."""

from apps.teachers.models.base import PersonModel
from apps.teachers.models.confirmation import StaffConfirmation
from apps.teachers.models.dictionary import Position, Subject
from apps.teachers.models.employment import Employment
from apps.teachers.models.person import Person, PersonLink
from apps.teachers.models.records import Appointment, AttestationCategory, Consent, Leave

__all__ = [
    "Appointment",
    "AttestationCategory",
    "Consent",
    "Employment",
    "Leave",
    "Person",
    "PersonLink",
    "PersonModel",
    "Position",
    "StaffConfirmation",
    "Subject",
]
