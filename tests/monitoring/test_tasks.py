"""The background kind «report»: the same service, for those whom the profile names."""

import pytest

from apps.core.actor import acting, system
from apps.core.jobs import JobRefused, Outcome, kind_of
from apps.monitoring.models import Report
from tests.cast import Cast
from tests.contexts import Watching
from tests.reports import DAY, START, make_profile


def run(cast: Cast, role: str, profile: str = "test") -> tuple[Outcome | None, list[str]]:
    """The kind run by somebody in the role."""
    with acting(system("test")):
        make_profile(cast.region, "diagnosed")
    watching = Watching()
    with acting(cast.actor(role)):
        outcome = kind_of("report").run(watching, profile=profile, period_from=START, period_to=DAY)
    return outcome, watching.told


def test_centre_computes_in_the_background_with_progress(cast: Cast) -> None:
    outcome, told = run(cast, "cnppm")
    with acting(system("test")):
        report = Report.objects.get()
    assert outcome is not None
    assert (outcome.data, told[0], told[-1]) == ({"report": report.pk}, "Показатели", "Готово")


@pytest.mark.parametrize("role", ["ministry", "methodist", "operator"])
def test_others_are_refused(cast: Cast, role: str) -> None:
    with pytest.raises(JobRefused) as refused:
        run(cast, role)
    assert str(refused.value) == "Этот отчёт рассчитывают те, кто назван в профиле"


def test_profile_that_is_not_loaded_is_refused(cast: Cast) -> None:
    with pytest.raises(JobRefused):
        run(cast, "cnppm", "нет")


def test_report_that_cannot_be_computed_says_why(cast: Cast) -> None:
    run(cast, "cnppm")
    with acting(system("test")):
        Report.objects.update(state="submitted")
    with acting(cast.actor("cnppm")), pytest.raises(JobRefused) as refused:
        kind_of("report").run(Watching(), profile="test", period_from=START, period_to=DAY)
    assert str(refused.value).startswith("Отчёт представлен на утверждение")


def test_two_jobs_of_one_period_hold_one_lock() -> None:
    stored = {"profile": "vladimir", "period_from": "2025-01-01", "period_to": "2025-12-31"}
    assert kind_of("report").lock_of(stored) == "report:vladimir:2025-01-01:2025-12-31"
