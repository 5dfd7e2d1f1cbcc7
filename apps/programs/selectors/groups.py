"""Reads of groups: how full they are, who was there, what is issued."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from apps.core.subqueries import counted
from apps.core.text import format_percent
from apps.core.today import TODAY
from apps.programs.models import Attendance, Enrollment, Program, StudyGroup
from apps.programs.services.attendance import days_of
from apps.programs.services.groups import members
from apps.teachers.selectors import of_person

AHEAD, NOW, OVER = "ahead", "now", "over"
STATES = {AHEAD: "набирается", NOW: "учится", OVER: "окончена"}
TONES = {AHEAD: "blue", NOW: "green", OVER: "secondary"}


def group_state(day: date | None = None) -> Case:
    """Before its first day, going on, over."""
    on = day or TODAY
    return Case(
        When(start__gt=on, then=Value(AHEAD)),
        When(end__lt=on, then=Value(OVER)),
        default=Value(NOW),
        output_field=CharField(),
    )


def students(condition: Q) -> Coalesce:
    """How many trainings in sight of an outer group meet the condition."""
    return counted(Enrollment.objects.filter(condition), "group_id")


def program_title(outer: str = "program_id") -> Subquery:
    """The title of the programme of an outer row."""
    return Subquery(Program.objects.filter(pk=OuterRef(outer)).values("title")[:1])


@dataclass(frozen=True, slots=True)
class Line:
    """A person in the journal: the marks day by day, the share of the marked days."""

    pk: int
    name: str
    marks: tuple[tuple[str, bool | None], ...]
    share: str


def journal(group: StudyGroup) -> tuple[list[date], list[Line]]:
    """The days of the schedule and everybody's marks: two questions, however large the group."""
    days = days_of(group)
    rows = members(group).annotate(name=of_person("name")).order_by("name", "pk").values_list("pk", "name")
    known = Attendance.objects.filter(enrollment__group=group).values_list("enrollment_id", "on", "present")
    marks = {(pk, on): present for pk, on, present in known}
    return days, [_line(pk, name or "имя вам не открыто", days, marks) for pk, name in rows]


def _line(pk: int, name: str, days: list[date], marks: dict[tuple[int, date], bool]) -> Line:
    own = [marks.get((pk, day)) for day in days]
    known = [mark for mark in own if mark is not None]
    keys = tuple((f"{pk}_{day.isoformat()}", mark) for day, mark in zip(days, own, strict=True))
    return Line(pk, name, keys, format_percent(sum(known), len(known)))


def program_of(group: Any) -> str:
    """The title of the group's programme."""
    return str(Program.objects.filter(pk=group.program_id).values_list("title", flat=True).first() or "")
