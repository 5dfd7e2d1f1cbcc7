"""The jobs of recommendations: proposals for a report, the daily digest."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.jobs import JobRefused
from apps.core.models import Notification
from apps.monitoring.models import Recommendation, Report
from apps.monitoring.tasks import recommendation_reminders, recommendations
from tests.cast import Cast
from tests.contexts import Watching
from tests.monitoring.recommendations.scene import Scene
from tests.monitoring.recommendations.test_way import scene, sent  # noqa: F401 - the fixture


def report() -> int:
    """The number of the report."""
    with acting(system("test")):
        return Report.objects.get().pk


def test_centre_has_the_rules_run(scene: Scene, cast: Cast, tmp_path: Path) -> None:  # noqa: F811
    with acting(system("test")):
        Recommendation.objects.all().delete()
    with acting(cast.actor("cnppm")):
        outcome = recommendations(Watching(tmp_path), report=report())
    assert outcome.message == "Новых предложений: 2\u00a0рекомендации, снято: 0"


def test_others_have_no_rules_run(scene: Scene, cast: Cast, tmp_path: Path) -> None:  # noqa: F811
    with acting(cast.actor("ministry")), pytest.raises(JobRefused):
        recommendations(Watching(tmp_path), report=report())


def test_digest_goes_to_those_who_owe(scene: Scene, cast: Cast, tmp_path: Path) -> None:  # noqa: F811
    with acting(system("test")):
        Recommendation.objects.filter(unit_name="Район А").update(organization=cast.mms_a)
    sent(cast)
    with acting(system("test")):
        Notification.objects.all().delete()
        Recommendation.objects.filter(sent=True).update(due=timezone.localdate() - timedelta(days=1))
        assert recommendation_reminders(Watching(tmp_path)).message == "Напоминаний: 2"
        assert set(Notification.objects.values_list("user__login", flat=True)) == {"moo", "methodist"}
