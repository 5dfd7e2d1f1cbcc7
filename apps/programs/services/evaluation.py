"""Opinions of a programme: of participants without their names, of employers later."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import acting, current, system
from apps.core.services import records
from apps.programs import policies
from apps.programs.models import CourseEvaluation, EmployerEvaluation, Enrollment, StudyGroup
from apps.teachers.services.people import is_self

NOT_YOURS = "Отзыв о курсе оставляет только тот, кто на нём учился."
NOT_DONE = "Обучение ещё не завершено: отзыв оставляют после него."
ALREADY = "Отзыв об этом курсе вы уже оставили."
ENOUGH = "Внесено столько отзывов, сколько слушателей завершило обучение: больше быть не может."
NOT_EMPLOYER = "Отзыв работодателя вносит организация, где человек работает."
BEFORE = "Раньше завершения обучения: проверьте дату."


@transaction.atomic
def evaluate_course(enrollment: Enrollment, **marks: Any) -> None:
    """A participant's opinion; that it was given is kept with the training, what it says is kept without the name.

    Raises ``ValidationError`` for somebody else's training, one not completed, one evaluated already.
    """
    if not is_self(enrollment.person_id):
        raise ValidationError(NOT_YOURS)
    if enrollment.completed_on is None:
        raise ValidationError(NOT_DONE)
    writer = system("course_evaluation")
    with acting(writer):
        stored = Enrollment.objects.select_for_update().get(pk=enrollment.pk)
        if stored.evaluated:
            raise ValidationError(ALREADY)
        # No history of the opinion itself: whose it is would be read off the moment.
        records.save(CourseEvaluation(program_id=stored.program_id, group_id=stored.group_id, **marks))
    records.change(enrollment, "evaluate_course", writer=writer, evaluated=True)


@transaction.atomic
def enter_evaluation(group: StudyGroup, **marks: Any) -> CourseEvaluation:
    """An opinion written on paper, entered by those who keep the group. Raises ``ValidationError``."""
    if not policies.may_lead(current(), group.program):
        raise ValidationError(NOT_YOURS)
    StudyGroup.objects.select_for_update().get(pk=group.pk)
    done = Enrollment.objects.filter(group=group, completed_on__isnull=False).count()
    if CourseEvaluation.objects.filter(group=group).count() >= done:
        raise ValidationError(ENOUGH)
    return records.create(CourseEvaluation(program=group.program, group=group, **marks), "enter_evaluation")


def evaluate_as_employer(
    *, enrollment: Enrollment, answered_on: date | None = None, **marks: Any
) -> EmployerEvaluation:
    """What the employer sees of a completed course. Raises ``ValidationError``."""
    if not access.can(current(), WRITE, enrollment):
        raise ValidationError({"enrollment": NOT_EMPLOYER})
    day = answered_on or timezone.localdate()
    if enrollment.completed_on is None:
        raise ValidationError({"enrollment": NOT_DONE})
    records.require_order(enrollment.completed_on, day, "answered_on", BEFORE)
    who = current().who
    made = EmployerEvaluation(person=enrollment.person, enrollment=enrollment, answered_on=day, who=who, **marks)
    return records.create(made, "evaluate_as_employer")


def update_employer_evaluation(evaluation: EmployerEvaluation, **marks: Any) -> EmployerEvaluation:
    """Correct what the employer said. Raises ``ValidationError``."""
    return records.change(evaluation, "update_employer_evaluation", **marks)
