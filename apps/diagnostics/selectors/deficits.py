"""Deficits that stand open: the people behind a cell of the deficit map."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.diagnostics.models import Deficit, DiagnosticSession, Score
from apps.diagnostics.selectors.sessions import current
from apps.diagnostics.selectors.states import STAFF_KINDS, Slice
from apps.teachers import selectors as people
from apps.teachers.models import Employment


def staff(about: Slice) -> Exists:
    """Rows of people who on the day are staff of the wanted kind and subject."""
    jobs = Employment.objects.filter(people.going_on(about.day), person_id=OuterRef("person_id"), is_main=True)
    jobs = jobs.filter(position__kind__in=[about.kind] if about.kind else STAFF_KINDS)
    return Exists(jobs.filter(subjects=about.subject) if about.subject else jobs)


def open_deficits(rows: QuerySet[Deficit], about: Slice) -> QuerySet[Deficit]:
    """Of these deficits the current ones of a slice: by the same rule as ``selectors.states``, one row a person.

    The session counts on the day, no later counting one (of the slice's tool) scored the competence, and the person is
    staff on the day.
    """
    sessions = DiagnosticSession.objects.filter(current(about.day))
    if about.tool:
        sessions = sessions.filter(tool=about.tool)
    later = Q(completed_on__gt=OuterRef("session__completed_on")) | Q(
        completed_on=OuterRef("session__completed_on"), pk__gt=OuterRef("session_id")
    )
    again = Score.objects.filter(session_id=OuterRef("pk"), competence_id=OuterRef(OuterRef("competence_id")))
    closed = Exists(sessions.filter(later, Exists(again), person_id=OuterRef("person_id")))
    return rows.filter(Exists(sessions.filter(pk=OuterRef("session_id"))), ~closed, staff(about))
