"""Which report: the latest of a period, the one before, the one a year ago."""

from datetime import date

from apps.indicators.periods import add_years
from apps.monitoring.enums import ReportState
from apps.monitoring.models import Report
from apps.organizations.models import Profile


def latest(profile: Profile, period_from: date, period_to: date) -> Report | None:
    """The latest version of a period's report."""
    return Report.objects.filter(profile=profile, period_from=period_from, period_to=period_to).first()


def latest_approved(profile: Profile) -> Report | None:
    """The approved report of the latest period."""
    return Report.objects.filter(profile=profile, state=ReportState.APPROVED).first()


def before(report: Report) -> Report | None:
    """The report of the profile with the latest earlier reporting date, in its latest version."""
    return Report.objects.filter(profile=report.profile_id, period_to__lt=report.period_to).first()


def year_ago(report: Report) -> Report | None:
    """The report of the same period a year earlier, in its latest version."""
    start, day = add_years(report.period_from, -1), add_years(report.period_to, -1)
    return Report.objects.filter(profile=report.profile_id, period_from=start, period_to=day).first()
