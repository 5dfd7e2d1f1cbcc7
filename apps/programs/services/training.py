"""Writes of training: a person on a programme (DOMAIN 5)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.core.followers import follow
from apps.core.services import records
from apps.programs.models import Enrollment, Program
from apps.teachers.models import Person

LABEL = "programs.enrollment"
TWO_ENDS = "Обучение либо завершено, либо прекращено отчислением: уберите одну из дат."


def require_training(start: date, completed: date | None, expelled: date | None) -> None:
    """A training ends once, and not before it began. Raises ``ValidationError``."""
    records.require_order(start, completed, "completed_on", "Завершение раньше зачисления: проверьте обе даты.")
    records.require_order(start, expelled, "expelled_on", "Отчисление раньше зачисления: проверьте обе даты.")
    if completed is not None and expelled is not None:
        raise ValidationError({"expelled_on": TWO_ENDS})


@transaction.atomic
def enroll(*, person: Person, program: Program, enrolled_on: date, **values: Any) -> Enrollment:
    """A person on a programme: begun, and if known completed or expelled, with the document.

    Raises ``ValidationError``.
    """
    require_training(enrolled_on, values.get("completed_on"), values.get("expelled_on"))
    made = records.create(Enrollment(person=person, program=program, enrolled_on=enrolled_on, **values), "enroll")
    follow(LABEL, [made.person_id])
    return made


@transaction.atomic
def update_enrollment(enrollment: Enrollment, **values: Any) -> Enrollment:
    """Correct a training. Raises ``ValidationError``."""
    names = ("enrolled_on", "completed_on", "expelled_on")
    start, completed, expelled = (values.get(name, getattr(enrollment, name)) for name in names)
    require_training(start, completed, expelled)
    records.change(enrollment, "update_enrollment", **values)
    follow(LABEL, [enrollment.person_id])
    return enrollment


def complete_enrollment(
    enrollment: Enrollment,
    *,
    completed_on: date,
    document_number: str = "",
    registration_number: str = "",
    issued_on: date | None = None,
) -> Enrollment:
    """The programme is completed; the document may follow later. Raises ``ValidationError``."""
    return update_enrollment(
        enrollment,
        completed_on=completed_on,
        document_number=document_number or enrollment.document_number,
        registration_number=registration_number or enrollment.registration_number,
        issued_on=issued_on or enrollment.issued_on,
    )


def expel(enrollment: Enrollment, *, expelled_on: date) -> Enrollment:
    """The training ended without completion. Raises ``ValidationError``."""
    return update_enrollment(enrollment, expelled_on=expelled_on)


@transaction.atomic
def reopen_enrollment(enrollment: Enrollment) -> Enrollment:
    """Take a completion or an expulsion back that was entered by mistake."""
    records.change(enrollment, "reopen_enrollment", completed_on=None, expelled_on=None)
    follow(LABEL, [enrollment.person_id])
    return enrollment


@transaction.atomic
def remove_enrollment(enrollment: Enrollment) -> None:
    """Delete a training entered by mistake."""
    records.remove(enrollment, "remove_enrollment")
    follow(LABEL, [enrollment.person_id])
