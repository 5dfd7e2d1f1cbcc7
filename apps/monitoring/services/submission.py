"""The way of a municipality's data: collected → submitted and locked → accepted or returned (DOMAIN 6)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from apps.core.actor import acting, current, system
from apps.core.services import history
from apps.core.text import NBSP, format_date
from apps.monitoring import submitting
from apps.monitoring.enums import SubmissionState
from apps.monitoring.models import Submission
from apps.monitoring.selectors import completeness
from apps.monitoring.services.reminders import FORGET, tell_submitters
from apps.monitoring.wording import period_title
from apps.organizations.models import Organization, PeriodLock
from apps.teachers.services.confirmation import confirm_staff

SYSTEM = system("submissions")
LONGEST_EXCEPTION = timedelta(days=62)
NOT_YOURS = "Этот шаг с данными муниципалитета в их нынешнем состоянии ваша роль не делает."
TOO_EARLY = "Период ещё не закончился: данные представляют после {day}."
NO_REMARK = "Напишите, что исправить: замечания увидит муниципалитет."
NO_REASON = "Напишите, зачем открыт период: причина останется в истории."
WRONG_TERM = "Последний день исправлений — от сегодняшнего до {day}."
NOTHING_OPEN = "Исправления сейчас и так не разрешены."


def label(submission: Submission, day: date) -> str:
    """The sentence of the lock: «Данные муниципалитета Район А за 2025 год представлены 15.01.2026»."""
    period = period_title(submission.period.start, submission.period.end)
    return f"Данные муниципалитета {submission.municipality.name} за{NBSP}{period} представлены {format_date(day)}"


def moved(submission: Submission, verb: str, **values: Any) -> Submission:
    """Change the row as the system, in the history as the person."""
    before = history.snapshot(submission)
    for name, value in values.items():
        setattr(submission, name, value)
    with acting(SYSTEM):
        submission.save(update_fields=list(values))
    history.record(verb, submission, before=before)
    return submission


def signed(moment: str, person: str) -> dict[str, Any]:
    """When and by whom a step was made."""
    actor = current()
    return {moment: timezone.now(), person: actor.who}


def require(allowed: bool) -> None:
    """Raises ``PermissionDenied`` where the step is not this person's or not now."""
    if not allowed:
        raise PermissionDenied(NOT_YOURS)


def locked_anew(submission: Submission) -> Submission:
    """The submission read again and held until the end of the transaction: two people may press one button."""
    held = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    submission.state, submission.lock_id = held.state, held.lock_id
    return submission


def note_check(submission: Submission) -> completeness.Checklist:
    """Check the data and keep the figures for those who see no people; the checklist itself is not kept."""
    found = completeness.check(submission)
    figures = {
        "lists_total": found.staffed,
        "lists_confirmed": found.confirmed,
        "errors": found.errors,
        "warnings": found.warnings,
    }
    with acting(SYSTEM):
        Submission.objects.filter(pk=submission.pk).update(**figures, checked_at=timezone.now())
    for name, value in figures.items():
        setattr(submission, name, value)
    return found


def check_open(today: date) -> int:
    """Count anew what keeps the municipalities from submitting, in periods that have ended not long ago.

    Runs under the system every night; returns how many were checked.
    """
    rows = Submission.objects.filter(
        state__in=submitting.OPEN, period__end__lt=today, period__due__gte=today - FORGET
    ).select_related("period__profile", "municipality")
    return len([note_check(one) for one in rows])


@transaction.atomic
def confirm_lists(submission: Submission) -> int:
    """Confirm every staff list that waits, as the municipality's methodist; returns how many.

    Raises ``PermissionDenied``, ``ValidationError`` while the period goes on.
    """
    require(submitting.may_submit(current(), submission))
    waiting = completeness.unconfirmed(submission)
    for organization in Organization.objects.filter(pk__in=waiting):
        confirm_staff(organization=organization, on_date=submission.period.end)
    note_check(submission)
    return len(waiting)


@transaction.atomic
def submit_data(submission: Submission, *, confirmed: Sequence[str] = (), note: str = "") -> Submission:
    """Declare the data of the period complete: from now on its records are locked.

    ``confirmed``: the codes of what is confirmed by hand; ``note``: why the warnings that are left are accepted. Raises
    ``PermissionDenied``, and ``ValidationError`` with every obstacle in words.
    """
    require(submitting.may_submit(current(), locked_anew(submission)))
    today = timezone.localdate()
    if today <= submission.period.end:
        raise ValidationError(TOO_EARLY.format(day=format_date(submission.period.end)))
    obstacles = note_check(submission).obstacles(confirmed, note)
    if obstacles:
        raise ValidationError(obstacles)
    held = PeriodLock.objects.create(
        municipality_id=submission.municipality_id,
        start=submission.period.start,
        end=submission.period.end,
        label=label(submission, today),
    )
    values = {"state": SubmissionState.SUBMITTED, "lock": held, "confirmed": sorted(set(confirmed)), "remark": ""}
    values |= {"note": note.strip(), "exception": "", **signed("submitted_at", "submitted_by")}
    return moved(submission, "submit_data", **values, decided_at=None, decided_by="")


@transaction.atomic
def accept_data(submission: Submission) -> Submission:
    """Accept submitted data; they stay locked. Raises ``PermissionDenied``."""
    require(submitting.may_decide(current(), locked_anew(submission)))
    return moved(submission, "accept_data", state=SubmissionState.ACCEPTED, **signed("decided_at", "decided_by"))


@transaction.atomic
def return_data(submission: Submission, *, remark: str) -> Submission:
    """Return submitted or accepted data with remarks: the period is open again for the municipality.

    Raises ``PermissionDenied``, ``ValidationError`` at ``remark``.
    """
    require(submitting.may_return(current(), locked_anew(submission)))
    if not remark.strip():
        raise ValidationError({"remark": NO_REMARK})
    values = {"state": SubmissionState.RETURNED, "remark": remark.strip(), "lock": None, "exception": ""}
    released = submission.lock_id
    moved(submission, "return_data", **values, **signed("decided_at", "decided_by"))
    PeriodLock.objects.filter(pk=released or 0).delete()
    tell_submitters(submission, f"Данные за{NBSP}{title(submission)} возвращены с замечаниями")
    return submission


def title(submission: Submission) -> str:
    """The period of a submission: «2025 год»."""
    return period_title(submission.period.start, submission.period.end)


@transaction.atomic
def allow_corrections(submission: Submission, *, until: date, reason: str) -> Submission:
    """Let a municipality correct its locked data until a day (inclusive); the exception ends by itself.

    Raises ``PermissionDenied``, ``ValidationError`` at ``until`` and ``reason``.
    """
    require(submitting.may_return(current(), locked_anew(submission)))
    today = timezone.localdate()
    if not today <= until <= today + LONGEST_EXCEPTION:
        raise ValidationError({"until": WRONG_TERM.format(day=format_date(today + LONGEST_EXCEPTION))})
    if not reason.strip():
        raise ValidationError({"reason": NO_REASON})
    set_open(submission, until)
    moved(submission, "allow_corrections", exception=reason.strip()[:300])
    tell_submitters(submission, f"До {format_date(until)} разрешено исправить данные за{NBSP}{title(submission)}")
    return submission


@transaction.atomic
def end_corrections(submission: Submission) -> Submission:
    """Take an exception back before its term. Raises ``PermissionDenied``, ``ValidationError``."""
    require(submitting.may_return(current(), locked_anew(submission)))
    if submission.open_until is None:
        raise ValidationError(NOTHING_OPEN)
    set_open(submission, None)
    return moved(submission, "end_corrections", exception="")


def set_open(submission: Submission, until: date | None) -> None:
    """Write the exception into the lock, with its trace."""
    held = PeriodLock.objects.get(pk=submission.lock_id or 0)
    before = history.snapshot(held)
    held.open_until = until
    held.save(update_fields=["open_until"])
    history.record("set_exception", held, before=before)
    submission.lock = held
