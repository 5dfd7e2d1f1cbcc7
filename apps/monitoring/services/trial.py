"""Today's recomputation of a report, kept apart: what would the same methods say of today's data?"""

from django.utils import timezone

from apps.core.actor import acting, system
from apps.monitoring.enums import ReportState
from apps.monitoring.models import Report
from apps.monitoring.services import snapshot
from apps.monitoring.services.compute import Progress, lock, silent

# Versions of reports begin with 1.
VERSION = 0


def compute_trial(*, report: Report, progress: Progress | None = None) -> Report:
    """Compute the report's period anew by the report's own methods, in place of the trial before.

    A trial is no report: it has no findings, no hash and no way to an approval, and only a comparison meets it.
    """
    tell = progress or silent
    with acting(system("report")):
        lock(f"report:{report.profile_id}:{report.period_from}:{report.period_to}")
        snapshot.drop_trial(report)
        tell(0, 1, "Показатели по сегодняшним данным")
        trial = Report.every.create(
            profile=report.profile,
            region=report.region,
            municipality=report.municipality,
            period_from=report.period_from,
            period_to=report.period_to,
            version=VERSION,
            state=ReportState.TRIAL,
            computed_at=timezone.now(),
            methods=report.methods,
        )
        snapshot.store(trial)
        tell(1, 1, "Готово")
    return trial
