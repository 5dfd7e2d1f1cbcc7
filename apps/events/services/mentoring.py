"""Writes of mentoring pairs (DOMAIN 1, 4)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from apps.core.services import records
from apps.events.enums import MentoringState, PairForm
from apps.events.models import MentoringPair, MentoringProgram
from apps.teachers.models import Person
from apps.teachers.models.base import STAMP

ALONE = "Наставник и наставляемый — разные люди."
CLOSED = "Пара завершена, её итог внесён: изменить можно только сам итог — действием «Исправить итог»."
NOT_ACTIVE = "Программа не действует: выберите действующую."
OTHER_FORM = "В этой программе таких пар нет: проверьте форму или выберите другую программу."


def require_running(pair: MentoringPair) -> None:
    """Raises ``ValidationError`` for a pair whose outcome is written: its life is history."""
    if pair.outcome:
        raise ValidationError(CLOSED, code="closed")


def require_program(program: MentoringProgram | None, form: str) -> None:
    """A pair belongs to a programme that runs and has pairs of its form. Raises ``ValidationError`` at ``program``."""
    if program is None:
        return
    if program.state != MentoringState.ACTIVE:
        raise ValidationError({"program": NOT_ACTIVE})
    if program.forms and form not in program.forms:
        raise ValidationError({"program": OTHER_FORM})


def create_pair(
    *,
    mentor: Person,
    person: Person,
    start: date,
    form: PairForm,
    end: date | None = None,
    order: str = "",
    program: MentoringProgram | None = None,
    **course: Any,
) -> MentoringPair:
    """A mentor and a mentee (``person``) from–to by an order, of a programme. Raises ``ValidationError``."""
    records.require_order(start, end, "end")
    require_program(program, form)
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
        program=program,
        **course,
        **{f"mentor_{column}": getattr(mentor, column) for column in STAMP},
    )
    return records.create(made, "create_pair")


def update_pair(pair: MentoringPair, **values: Any) -> MentoringPair:
    """Correct a pair that is not closed; the two people stay. Raises ``ValidationError``."""
    require_running(pair)
    records.require_order(values.get("start", pair.start), values.get("end", pair.end), "end")
    program = values.get("program")
    if program is not None and program.pk != pair.program_id:
        require_program(program, values.get("form", pair.form))
    return records.change(pair, "update_pair", **values)


def end_pair(pair: MentoringPair, *, end: date) -> MentoringPair:
    """The last day of the mentoring. Raises ``ValidationError``."""
    return update_pair(pair, end=end)


def remove_pair(pair: MentoringPair) -> None:
    """Delete a pair entered by mistake. Raises ``ValidationError`` once it is closed, has a plan or meetings."""
    require_running(pair)
    records.remove(pair, "remove_pair")
