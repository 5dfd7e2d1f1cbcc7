"""The way of the year: figures as of the end of every month."""

from datetime import date

import pytest
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.charts.model import ChartData
from apps.monitoring.enums import ReportKind
from apps.monitoring.live.months import behind, month_ends, recompute_months
from apps.monitoring.models import OrganizationFacts, Report
from apps.monitoring.selectors.months import months_of, within_year
from tests import factories as make
from tests.cast import Cast
from tests.monitoring.live.twins import live_of, settle
from tests.reports import compute, counts, make_profile


@pytest.mark.parametrize(
    ("day", "ends"),
    [(date(2026, 1, 31), []), (date(2026, 2, 1), [date(2026, 1, 31)]),
     (date(2024, 4, 15), [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31)])],
)  # fmt: skip
def test_month_ends_are_those_gone_by(day: date, ends: list[date]) -> None:
    assert month_ends(day) == ends


def test_each_month_equals_a_report_of_that_day(cast: Cast) -> None:
    today = timezone.localdate()
    with acting(system("test")):
        profile = make_profile(cast.region, "diagnosed", "routed")
        make.make_session(cast.teacher, cast.cnppm, date(today.year, 1, 10))
        if today.month > 2:
            make.make_session(cast.stranger, cast.cnppm, date(today.year, 2, 10))
    settle()
    with acting(system("test")):
        assert behind() is bool(month_ends(today))
        assert recompute_months() == len(month_ends(today))
        assert recompute_months() == len(month_ends(today))
        assert behind() is False
        found = list(Report.every.filter(kind=ReportKind.MONTH).order_by("period_to"))
        assert [one.period_to for one in found] == month_ends(today)
        assert OrganizationFacts.objects.filter(report__in=found).count() == 0
        for month in found:
            report = compute(profile, date(today.year, 1, 1), month.period_to)
            assert [counts(month, code) for code in ("diagnosed", "routed")] == [
                counts(report, code) for code in ("diagnosed", "routed")
            ]


def test_months_of_another_year_go(cast: Cast) -> None:
    with acting(system("test")):
        profile = make_profile(cast.region, "diagnosed")
        settle()
        Report.every.create(kind=ReportKind.MONTH, profile=profile, region=cast.region,
                            period_from=date(2020, 1, 1), period_to=date(2020, 3, 31))  # fmt: skip
        recompute_months()
        assert not Report.every.filter(period_to=date(2020, 3, 31)).exists()


def test_the_picture_of_the_year_ends_today(cast: Cast) -> None:
    today = timezone.localdate()
    with acting(system("test")):
        profile = make_profile(cast.region, "diagnosed")
        settle()
        recompute_months()
        unit = live_of(profile).units.select_related("report__profile").get(level="region")
        assert [one.report.period_to for one in months_of(unit)] == month_ends(today)
        charts = within_year(unit)
        drawn = [chart.data for chart in charts if isinstance(chart.data, ChartData)]
        assert len(drawn) == len(charts)
        assert [len(data.categories) for data in drawn] == ([today.month] if today.month > 1 else [])
