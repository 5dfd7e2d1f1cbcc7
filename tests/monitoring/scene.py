"""A small world for the tests of report screens: three people, two sessions, reports of two years."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from apps.core.actor import acting, system
from apps.indicators.models import Indicator, Target
from apps.monitoring.models import Report
from apps.monitoring.services.workflow import approve_report, submit_report
from tests import factories as make
from tests.cast import Cast
from tests.reports import compute, make_profile

NAMES = {
    "cnppm": {"name": "Центр мастерства Тестовой области", "short": "ЦНППМ"},
    "ministry": {"name": "Министерство образования Тестовой области", "short": "Министерство"},
}
ACT = {
    "kind": "приказ",
    "number": "12",
    "date": "2021-05-11",
    "title": "О системе",
    "issuer": "Министерство",
    "system": {"name": "Тестовая система"},
}


@dataclass(frozen=True)
class Scene:
    """The report of 2025 and that of the year before."""

    cast: Cast
    report: Report
    before: Report


def make_scene(cast: Cast) -> Scene:
    """In 2024 the stranger was diagnosed, in 2025 the teacher; the target of 2025 is 40 %."""
    with acting(system("test")):
        make.make_session(cast.stranger, cast.cnppm, date(2024, 3, 1))
        make.make_session(cast.teacher, cast.cnppm, date(2025, 3, 1))
        profile = make_profile(cast.region, "diagnosed", "routed", "teams_trained", act=ACT, subject_names=NAMES)
        indicator = Indicator.objects.get(profile=profile, code="diagnosed")
        Target.objects.create(indicator=indicator, year=2025, value=Decimal(40))
    before = compute(profile, date(2024, 1, 1), date(2024, 12, 31))
    return Scene(cast, compute(profile), before)


def approved(scene: Scene) -> Report:
    """The report of 2025 submitted by the centre and approved by the ministry."""
    with acting(scene.cast.actor("cnppm")):
        submit_report(report=scene.report)
    with acting(scene.cast.actor("ministry")):
        return approve_report(report=scene.report, act_number="7-р", act_date=date(2026, 2, 1))
