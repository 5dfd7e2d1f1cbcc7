"""The demonstration of submission: the last full year, some municipalities accepted, some waiting, some late."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from apps.core.actor import acting, system
from apps.monitoring.enums import SubmissionState
from apps.monitoring.models import Submission
from apps.monitoring.services.submission import label
from apps.monitoring.services.terms import ensure_periods
from apps.monitoring.submitting import OPEN
from apps.organizations.models import Municipality, PeriodLock, Profile

ACTOR = system("make_demo_region")
WHO = "Вымышленный методист"
CENTRE = "Центрова Диагностика Вымысловна"
# One of three has been accepted, one waits, one has not submitted.
TURNS = (SubmissionState.ACCEPTED, SubmissionState.SUBMITTED, SubmissionState.COLLECTING)


def make_demo_submissions(profile: Profile, own: Municipality) -> None:
    """Where the municipalities of the demo region stand; ``own``, the demo methodist's, is left to be submitted.

    Made once: where anybody has submitted, nothing is changed.
    """
    with acting(ACTOR):
        ensure_periods(timezone.localdate())
        rows = Submission.objects.filter(period__profile=profile, period__end__lt=timezone.localdate())
        last = rows.order_by("-period__end").values_list("period", flat=True).first()
        chosen = rows.filter(period=last).select_related("period", "municipality").order_by("municipality__sort_key")
        if chosen.exclude(state__in=OPEN).exists():
            return
        for number, submission in enumerate(chosen.exclude(municipality=own)):
            set_state(submission, TURNS[number % len(TURNS)])


def set_state(submission: Submission, state: SubmissionState) -> None:
    """Submitted ten days after the period, accepted a week later."""
    if state == SubmissionState.COLLECTING:
        return
    day = submission.period.end + timedelta(days=10)
    given = timezone.make_aware(datetime.combine(day, time(10, 15)))
    period = submission.period
    submission.lock = PeriodLock.objects.create(
        municipality=submission.municipality, start=period.start, end=period.end, label=label(submission, day)
    )
    submission.state, submission.submitted_at, submission.submitted_by = state, given, WHO
    if state == SubmissionState.ACCEPTED:
        submission.decided_at, submission.decided_by = given + timedelta(days=7), CENTRE
    submission.save()
