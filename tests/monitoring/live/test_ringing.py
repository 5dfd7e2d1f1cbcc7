"""Who calls the refreshing: the sweep, the page, the job."""

from datetime import date

from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.jobs import kind_of
from apps.core.models import Job
from apps.core.services import ticks
from apps.monitoring.live import months
from apps.monitoring.live.refresh import Fresh
from apps.monitoring.live.ringing import bring_up, tick
from apps.monitoring.models import LiveChange, Report
from tests import factories as make
from tests.cast import Cast
from tests.contexts import Watching
from tests.monitoring.live.twins import live_of, settle
from tests.reports import counts, make_profile


def jobs() -> list[str]:
    """The jobs asked for."""
    return list(Job.objects.order_by("kind").values_list("kind", flat=True))


def test_the_sweep_leaves_a_portal_alone_that_nobody_has_asked(cast: Cast) -> None:
    with acting(system("test")):
        make_profile(cast.region, "diagnosed")
        tick()
        assert (Report.every.count(), jobs()) == (0, [])


def test_the_sweep_brings_a_change_in(cast: Cast) -> None:
    with acting(system("test")):
        profile = make_profile(cast.region, "diagnosed")
        settle()
        make.make_session(cast.teacher, cast.cnppm, timezone.localdate())
        ticks.run_all()
        assert (counts(live_of(profile), "diagnosed"), LiveChange.objects.count(), jobs()) == ((1, 4), 0, [])


def test_long_work_is_asked_of_the_job_once(cast: Cast) -> None:
    with acting(system("test")):
        make_profile(cast.region, "diagnosed")
        settle()
        Report.every.update(period_to=date(timezone.localdate().year, 1, 1))
        assert [bring_up(), bring_up()] == [Fresh.WAITS, Fresh.WAITS]
        assert jobs() == ["live"]


def test_the_job_brings_everything_up_and_asks_for_the_months(cast: Cast) -> None:
    with acting(system("test")):
        profile = make_profile(cast.region, "diagnosed")
        watching = Watching()
        outcome = kind_of("live").run(watching)
        assert outcome is not None
        assert (outcome.message, watching.told) == ("Показатели обновлены", ["Показатели", "Готово"])
        assert counts(live_of(profile), "diagnosed") == (0, 4)
        ends = months.month_ends(timezone.localdate())
        assert jobs() == (["live_months"] if ends else [])
        done = kind_of("live_months").run(Watching())
        assert done is not None
        assert done.message == f"Рассчитано месяцев: {len(ends)}"
