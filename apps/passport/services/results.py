"""Writes of students' results."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.core.services import records
from apps.organizations.enums import EDUCATIONAL
from apps.organizations.models import Organization
from apps.organizations.services.records import place_of
from apps.passport.models import StudentResult

NOT_A_SCHOOL = "Результаты вносят образовательным организациям: школам, колледжам и другим."


def subject_name(text: str) -> str:
    """A subject as it is stored: spaces collapsed, the first letter large."""
    plain = " ".join(text.split())
    return plain[:1].upper() + plain[1:]


@transaction.atomic
def record_result(
    *, organization: Organization, year: int, exam: str, subject: str, average: Decimal, participants: int
) -> StudentResult:
    """Record an organization's average (0 to 100 points) in a subject. Raises ``ValidationError``."""
    if organization.kind not in EDUCATIONAL:
        raise ValidationError({"organization": NOT_A_SCHOOL})
    name = subject_name(subject)
    same = StudentResult.objects.filter(organization=organization, year=year, exam=exam, subject=name)
    if same.exists():
        raise ValidationError({"subject": "Такой результат уже внесён: измените ту запись."})
    key = {"year": year, "exam": exam, "subject": name}
    made = StudentResult(**place_of(organization), **key, average=average, participants=participants)
    return records.create(made, "record_result")


def update_result(result: StudentResult, /, **fields: Any) -> StudentResult:
    """Correct the average or the number of participants. Raises ``ValidationError``."""
    return records.change(result, "update_result", **fields)


def remove_result(result: StudentResult, /) -> None:
    """Delete a result that was entered by mistake."""
    records.remove(result, "remove_result")
