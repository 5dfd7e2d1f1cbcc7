"""Writes of mentoring pairs (DOMAIN 1, 4)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from apps.core.services import records
from apps.events.enums import PairForm
from apps.events.models import MentoringPair
from apps.teachers.models import Person
from apps.teachers.models.base import STAMP

ALONE = "Наставник и наставляемый — разные люди."


def create_pair(
    *, mentor: Person, person: Person, start: date, form: PairForm, end: date | None = None, order: str = ""
) -> MentoringPair:
    """A mentor and a mentee (``person``) from–to by an order. Raises ``ValidationError``."""
    records.require_order(start, end, "end")
    if mentor.pk == person.pk:
        raise ValidationError({"person": ALONE})
    made = MentoringPair(
        mentor=mentor,
        person=person,
        mentor_name=mentor.full_name,
        person_name=person.full_name,
        start=start,
        end=end,
        form=form,
        order=order,
        **{f"mentor_{column}": getattr(mentor, column) for column in STAMP},
    )
    return records.create(made, "create_pair")


def update_pair(pair: MentoringPair, **values: Any) -> MentoringPair:
    """Correct a pair; the two people stay. Raises ``ValidationError``."""
    records.require_order(values.get("start", pair.start), values.get("end", pair.end), "end")
    return records.change(pair, "update_pair", **values)


def end_pair(pair: MentoringPair, *, end: date) -> MentoringPair:
    """The last day of the mentoring. Raises ``ValidationError``."""
    return update_pair(pair, end=end)


def remove_pair(pair: MentoringPair) -> None:
    """Delete a pair entered by mistake."""
    records.remove(pair, "remove_pair")
