"""Reminders of terms: one digest a person, not a message for every period (UI: a bell, not a flood)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from apps.accounts.enums import Role
from apps.accounts.selectors import held_today
from apps.core.actor import acting, current, system
from apps.core.services import history, notices
from apps.core.text import NBSP, count_text, format_date
from apps.monitoring.models import Submission, SubmissionPeriod
from apps.monitoring.submitting import OPEN, may_set_terms
from apps.monitoring.wording import period_title

SYSTEM = system("submissions")
# Days before the term on which everybody concerned is reminded; after it once a week.
BEFORE = (7, 3, 1, 0)
WEEK = 7
# A term missed long ago is no news any more.
FORGET = timedelta(days=120)


def submitters(municipality_ids: Iterable[int]) -> dict[int, list[int]]:
    """Users who submit, by municipality: its methodists whose role holds today."""
    here = {"municipality_id__in": list(municipality_ids), "role": Role.METHODIST}
    rows = held_today().filter(**here, user__is_active=True)
    found: dict[int, list[int]] = defaultdict(list)
    for municipality, user in rows.values_list("municipality_id", "user_id").distinct():
        found[municipality].append(user)
    return found


def tell_submitters(submission: Submission, text: str) -> None:
    """A message to those who submit, with a link to the municipality's checklist."""
    url = reverse("monitoring:submission_detail", args=(submission.pk,))
    with acting(SYSTEM):
        users = submitters([submission.municipality_id])[submission.municipality_id]
        notices.notify((user, text, url) for user in users)


def words(submission: Submission, today: date) -> str:
    """«2025 год — срок 20.01.2026, опоздание 5 дней»."""
    period = submission.period
    text = f"{period_title(period.start, period.end)} — срок {format_date(period.due)}"
    late = (today - period.due).days
    return f"{text}, опоздание {count_text(late, 'день', 'дня', 'дней')}" if late > 0 else text


def remind(submissions: Iterable[Submission], today: date) -> int:
    """One message to each person about all their municipality's periods; returns how many people were told."""
    waiting: dict[int, list[Submission]] = defaultdict(list)
    for submission in submissions:
        waiting[submission.municipality_id].append(submission)
    told = notices.notify(
        (user, digest(waiting[municipality], today), address(waiting[municipality]))
        for municipality, users in submitters(waiting).items()
        for user in users
    )
    Submission.objects.filter(pk__in=[s.pk for group in waiting.values() for s in group]).update(reminded_on=today)
    return told


def digest(submissions: list[Submission], today: date) -> str:
    """The text of one message."""
    listed = "; ".join(words(one, today) for one in submissions)
    return f"Представьте данные муниципалитета за{NBSP}{listed}"


def address(submissions: list[Submission]) -> str:
    """The checklist of the only period, or the list of them."""
    if len(submissions) == 1:
        return reverse("monitoring:submission_detail", args=(submissions[0].pk,))
    return reverse("monitoring:submission_list")


def is_time(due: date, today: date) -> bool:
    """Whether today is a day on which a term is recalled."""
    left = (due - today).days
    return left in BEFORE or (left < 0 and -left % WEEK == 0)


@transaction.atomic
def remind_by_calendar(today: date) -> int:
    """The nightly digest: who has a term near or missed; returns how many people were told. Runs under the system."""
    rows = Submission.objects.filter(
        state__in=OPEN, period__due__gte=today - FORGET, period__due__lte=today + timedelta(days=max(BEFORE))
    ).exclude(reminded_on=today)
    chosen = rows.select_related("period").order_by("period__due", "period__end")
    return remind([one for one in chosen if is_time(one.period.due, today)], today)


@transaction.atomic
def remind_debtors(period: SubmissionPeriod) -> int:
    """«Напомнить должникам»: all who have not submitted, at most once a day; returns how many people were told.

    Raises ``PermissionError`` never: a person who may not set the terms reminds nobody.
    """
    if not may_set_terms(current(), period.profile):
        return 0
    today = timezone.localdate()
    with acting(SYSTEM):
        rows = Submission.objects.filter(period=period, state__in=OPEN).exclude(reminded_on=today)
        told = remind(list(rows.select_related("period")), today)
    entry = history.entry("remind_debtors", period, {}, {"people": told})
    history.record_many([entry])
    return told
