"""What the demonstration tells of passports: once, and in every state of a part."""

from datetime import date

import pytest

from apps.core.actor import acting
from apps.core.models import Notification
from apps.monitoring.services.compute import compute_report
from apps.organizations.models import Profile
from apps.passport.enums import PartKind, PartState, PassportState
from apps.passport.models import Figure, Part, Passport, StudentResult
from apps.passport.selectors.correlation import Links, year_report
from apps.passport.services.demo import make_results, tell
from tests.support_imports import SYSTEM

pytestmark = pytest.mark.django_db
TODAY = date(2026, 2, 1)


@pytest.fixture
def told(region: Profile) -> Profile:
    """The generated region with everything that the demonstration adds."""
    with acting(SYSTEM):
        StudentResult.objects.all().delete()
        compute_report(profile=region, period_from=date(2024, 1, 1), period_to=date(2024, 12, 31))
    tell(region, TODAY)
    return region


def test_two_years_are_told_in_every_state_and_a_second_run_changes_nothing(told: Profile) -> None:
    with acting(SYSTEM):
        states = dict(Passport.objects.values_list("year", "state"))
        before = [model._default_manager.count() for model in (StudentResult, Passport, Part, Figure, Notification)]
        old = Passport.objects.get(year=2024)
        assert not Notification.objects.filter(url=f"/passport/{old.pk}/").exists()
    assert states == {2024: PassportState.AGREED, 2025: PassportState.FILLING}
    with acting(SYSTEM):
        parts = list(Part.objects.filter(passport__year=2025).values_list("kind", "state"))
    assert {state for _, state in parts} == set(PartState) - {PartState.EMPTY}
    assert dict(parts)[PartKind.IRO] == PartState.ACCEPTED
    tell(told, TODAY)
    with acting(SYSTEM):
        after = [model._default_manager.count() for model in (StudentResult, Passport, Part, Figure, Notification)]
    assert after == before


def test_results_go_a_little_with_the_work_of_the_system(region: Profile) -> None:
    with acting(SYSTEM):
        StudentResult.objects.all().delete()
        make_results(region, 2025)
        lines = Links(year_report(region, 2025), region=region.region_id, year=2025).lines()
        assert StudentResult.objects.values("exam", "subject").distinct().order_by().count() == 5
    found = [line.found.pearson.value for line in lines if line.found and line.found.pearson]
    assert len(found) >= 15
    assert 0.05 < sum(found) / len(found) < 0.9
