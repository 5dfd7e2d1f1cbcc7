"""``compute_report``: the one service behind the job, the command and the button."""

from collections.abc import Callable
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.services import history
from apps.indicators.services.methods import freeze
from apps.monitoring.enums import ReportState
from apps.monitoring.models import Report
from apps.monitoring.services import snapshot
from apps.monitoring.services.outliers import find_outliers
from apps.organizations.models import Profile

Progress = Callable[[int, int, str], None]
STEPS = 3


class ReportRefused(Exception):
    """The report cannot be computed now; the message is a Russian sentence for the user."""


def silent(done: int, total: int, message: str) -> None:
    """Nobody watches."""


def compute_report(*, profile: Profile, period_from: date, period_to: date, progress: Progress | None = None) -> Report:
    """Compute and store the report of a profile for a period whose last day is the reporting date (DOMAIN 4, 6).

    Runs as the system, in one transaction, one computation of a period at a time. A draft is computed anew in its
    place; the same facts leave it untouched. An approved report never changes: a difference is a new version that
    names it, no difference gives the approved one back. Raises ``ReportRefused``.
    """
    if period_from > period_to:
        raise ReportRefused("Начало периода позже его конца")
    with acting(system("report")):
        lock(f"report:{profile.pk}:{period_from}:{period_to}")
        if not profile.indicators.filter(active=True).exists():
            raise ReportRefused(f"В профиле «{profile.title}» нет показателей")
        latest = Report.objects.filter(profile=profile, period_from=period_from, period_to=period_to).first()
        if latest and latest.state == ReportState.SUBMITTED:
            raise ReportRefused("Отчёт представлен на утверждение: пересчитать его можно после возврата")
        return computed(profile, period_from, period_to, latest, progress or silent)


def lock(name: str) -> None:
    """Let others who compute the same wait until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def computed(profile: Profile, period_from: date, period_to: date, latest: Report | None, progress: Progress) -> Report:
    """The report with its contents: the latest one where nothing differs from it."""
    kept = transaction.savepoint()
    replaced = latest if latest and latest.state != ReportState.APPROVED else None
    report = replaced or new_report(profile, period_from, period_to, latest)
    snapshot.drop_trial(report)
    before = history.snapshot(report) if replaced else None
    report.methods = freeze(profile)
    report.save(update_fields=["methods"])
    contents(report, progress)
    if latest and latest.hash == report.hash and latest.pk != report.pk:
        transaction.savepoint_rollback(kept)
        return latest
    if before and before["hash"] == report.hash:
        transaction.savepoint_rollback(kept)
        report.refresh_from_db()
    else:
        transaction.savepoint_commit(kept)
    report.computed_at = timezone.now()
    report.save(update_fields=["hash", "computed_at"])
    history.record("compute_report", report, before=before)
    return report


def new_report(profile: Profile, period_from: date, period_to: date, previous: Report | None) -> Report:
    """An empty draft; after an approved report, its correction."""
    return Report.objects.create(
        profile=profile,
        region=profile.region,
        municipality=profile.municipality,
        period_from=period_from,
        period_to=period_to,
        version=previous.version + 1 if previous else 1,
        previous=previous,
    )


def contents(report: Report, progress: Progress) -> None:
    """Compute everything the report holds and its hash."""
    progress(0, STEPS, "Показатели")
    snapshot.empty(report)
    snapshot.store(report)
    progress(1, STEPS, "Качество данных")
    snapshot.find_doubts(report)
    find_outliers(report)
    progress(2, STEPS, "Отпечаток")
    report.hash = snapshot.hash_of(report)
    progress(STEPS, STEPS, "Готово")
