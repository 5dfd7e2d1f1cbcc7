"""The nightly kind of submission: thin, the work is in the services."""

from django.utils import timezone

from apps.core.jobs import JobContext, Outcome, job_kind
from apps.core.text import count_text
from apps.monitoring.services.reminders import remind_by_calendar
from apps.monitoring.services.submission import check_open
from apps.monitoring.services.terms import ensure_periods


@job_kind("submissions", title="Сроки представления данных", lock="submissions", system=True, daily="06:30")
def submissions(context: JobContext) -> Outcome:
    """Open the periods that the profiles call for, count what is still to be mended, remind of terms in one digest."""
    today = timezone.localdate()
    made = ensure_periods(today)
    context.progress(1, 3, "Проверка данных")
    check_open(today)
    context.progress(2, 3, "Напоминания")
    told = remind_by_calendar(today)
    context.progress(3, 3)
    people = count_text(told, "человек", "человека", "человек")
    return Outcome(f"Открыто периодов: {made}; напоминание получили {people}")
