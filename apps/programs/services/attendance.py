"""The journal of a group: who was there on which day of the schedule."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from apps.core.models import HistoryEntry
from apps.core.services import history
from apps.programs.models import Attendance, Lesson, StudyGroup
from apps.programs.services.groups import members

Marks = Mapping[tuple[int, date], bool | None]


def days_of(group: StudyGroup) -> list[date]:
    """The days of the group's schedule, in order."""
    return list(Lesson.objects.filter(group=group).order_by("on").values_list("on", flat=True).distinct())


@transaction.atomic
def mark_attendance(group: StudyGroup, *, marks: Marks) -> int:
    """Write the journal: (training, day) → was there, was not, nothing known. Returns how many marks changed.

    Days outside of the schedule and people outside of the group are left aside.
    """
    ours = {one.pk: one for one in members(group)}
    days = set(days_of(group))
    stored = {(a.enrollment_id, a.on): a for a in Attendance.objects.filter(enrollment__in=ours, on__in=days)}
    wanted = {key: value for key, value in marks.items() if key[0] in ours and key[1] in days}
    made = [
        Attendance(enrollment=ours[pk], person=ours[pk].person, on=day, present=value)
        for (pk, day), value in wanted.items()
        if value is not None and (pk, day) not in stored
    ]
    for one in made:
        one.save()
    entries = [history.entry("mark_attendance", one, {}, history.snapshot(one)) for one in made]
    changed = _changed(stored, wanted)
    history.record_many([*entries, *changed])
    return len(made) + len(changed)


def _changed(stored: Mapping[tuple[int, date], Attendance], wanted: Marks) -> list[HistoryEntry]:
    entries = []
    for key, row in stored.items():
        if key not in wanted or wanted[key] == row.present:
            continue
        before, value = history.snapshot(row), wanted[key]
        if value is None:
            entries.append(history.entry("mark_attendance", row, before, {}))
            row.delete()
        else:
            row.present = value
            row.save(update_fields=["present"])
            entries.append(history.entry("mark_attendance", row, before, history.snapshot(row)))
    return entries
