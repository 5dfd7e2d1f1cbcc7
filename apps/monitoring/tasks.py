"""The background kinds of monitoring: thin, the work is in the services."""

from datetime import date

from apps.core.actor import current
from apps.core.jobs import JobContext, JobRefused, Outcome, job_kind
from apps.core.text import format_interval
from apps.monitoring.policies import may_compute
from apps.monitoring.services.compute import ReportRefused, compute_report
from apps.organizations.models import Profile


@job_kind("report", title="Расчёт отчёта", lock="report:{profile}:{period_from}:{period_to}")
def compute(context: JobContext, *, profile: str, period_from: date, period_to: date) -> Outcome:
    """Compute the report of a profile (by its code) for a period; the result names the report's id."""
    chosen = Profile.objects.filter(code=profile).first()
    if chosen is None or not may_compute(current(), chosen):
        raise JobRefused("Этот отчёт рассчитывают те, кто назван в профиле")
    try:
        report = compute_report(profile=chosen, period_from=period_from, period_to=period_to, progress=context.progress)
    except ReportRefused as error:
        raise JobRefused(str(error)) from error
    span = format_interval(period_from, period_to)
    return Outcome(f"Отчёт {span} рассчитан, версия {report.version}", data={"report": report.pk})
