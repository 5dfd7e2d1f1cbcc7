"""Writes of study groups: opening, schedule, completion of the whole group."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.core.services import records
from apps.core.services.codes import fresh_code
from apps.core.text import count_text
from apps.programs.models import Enrollment, Lesson, Program, StudyGroup
from apps.programs.services import training

NOBODY = "В группе некого завершать: все завершили или отчислены."
OUTSIDE = "Занятие вне сроков группы ({start:%d.%m.%Y} – {end:%d.%m.%Y}): проверьте день."
FEWER = "В группе уже {count}: мест не может быть меньше."


def open_group(*, program: Program, start: date, end: date, code: str = "", **values: Any) -> StudyGroup:
    """A group of a programme from–to; an empty code becomes the next free one. Raises ``ValidationError``."""
    records.require_order(start, end, "end")
    made = StudyGroup(program=program, code=code or fresh_code(StudyGroup, "Г"), start=start, end=end, **values)
    return records.create(made, "open_group")


def update_group(group: StudyGroup, **values: Any) -> StudyGroup:
    """Change a group. Raises ``ValidationError`` where fewer places are left than people study in it."""
    start, end = (values.get(name, getattr(group, name)) for name in ("start", "end"))
    records.require_order(start, end, "end")
    wanted, taken = values.get("capacity"), members(group).count()
    if wanted is not None and wanted < taken:
        raise ValidationError(
            {"capacity": FEWER.format(count=count_text(taken, "слушатель", "слушателя", "слушателей"))}
        )
    return records.change(group, "update_group", **values)


def remove_group(group: StudyGroup) -> None:
    """Delete a group opened by mistake. Raises ``ValidationError`` once somebody studies in it."""
    records.remove(group, "remove_group")


def members(group: StudyGroup) -> Any:
    """The trainings of the group that were not broken off, in the actor's sight."""
    return Enrollment.objects.filter(group=group, expelled_on__isnull=True)


@transaction.atomic
def complete_group(group: StudyGroup, *, completed_on: date) -> int:
    """Everybody who still studies in the group has completed the programme; returns how many.

    Raises ``ValidationError`` where nobody does, or a day before somebody's enrolment.
    """
    going = list(members(group).filter(completed_on__isnull=True).select_for_update())
    if not going:
        raise ValidationError(NOBODY)
    for one in going:
        training.complete_enrollment(one, completed_on=completed_on)
    return len(going)


def add_lesson(*, group: StudyGroup, on: date, **values: Any) -> Lesson:
    """A row of the schedule, inside of the group's dates. Raises ``ValidationError``."""
    _require_inside(group, on)
    return records.create(Lesson(group=group, on=on, **values), "add_lesson")


def update_lesson(lesson: Lesson, **values: Any) -> Lesson:
    """Change a row of the schedule. Raises ``ValidationError``."""
    _require_inside(lesson.group, values.get("on", lesson.on))
    return records.change(lesson, "update_lesson", **values)


def remove_lesson(lesson: Lesson) -> None:
    """Take a row out of the schedule."""
    records.remove(lesson, "remove_lesson")


def _require_inside(group: StudyGroup, on: date) -> None:
    if not group.start <= on <= group.end:
        raise ValidationError({"on": OUTSIDE.format(start=group.start, end=group.end)})
