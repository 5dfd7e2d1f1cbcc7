"""Targets of the demonstration: the ministry asks of the years to come a little more than a year has shown."""

from decimal import Decimal

from apps.indicators.models import Indicator, Target
from apps.indicators.services.targets import set_target
from apps.monitoring.models import Report, ReportUnit

YEARS, STEP, WHOLE = 3, 5, 100


def make_demo_targets(report: Report) -> None:
    """Targets of the profile's own unit for the years after the report: its value up to the next five percent, and five
    more each year. Nothing where the profile has targets."""
    if Target.objects.filter(indicator__profile=report.profile).exists():
        return
    own = ReportUnit.objects.get(report=report, level=report.profile.level)
    indicators = {one.code: one for one in Indicator.objects.filter(profile=report.profile)}
    for method, numerator, denominator in zip(report.methods, own.numerators, own.denominators, strict=True):
        reached = WHOLE * numerator // denominator if denominator else 0
        for ahead in range(1, YEARS + 1):
            value = min(WHOLE, (reached // STEP + ahead) * STEP)
            year = report.period_to.year + ahead
            set_target(indicator=indicators[method["code"]], year=year, territory="", value=Decimal(value))
