"""Which report: the one before."""

from apps.monitoring.models import Report


def before(report: Report) -> Report | None:
    """The report of the profile with the latest earlier reporting date, in its latest version."""
    return Report.objects.filter(profile=report.profile_id, period_to__lt=report.period_to).first()
