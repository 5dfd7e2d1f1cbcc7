"""A year whose term has passed, for the tests of submission."""

from dataclasses import dataclass

import pytest

from apps.core.actor import acting, system
from apps.monitoring.models import Submission, SubmissionPeriod
from apps.monitoring.selectors.completeness import CONFIRMATIONS
from apps.monitoring.services.submission import confirm_lists, submit_data
from apps.monitoring.services.terms import open_period
from apps.organizations.models import Municipality, Profile
from tests.cast import Cast
from tests.reports import DAY, START, make_profile

SYSTEM = system("test")


@dataclass
class Year:
    """The year 2025 of the cast's region."""

    cast: Cast
    profile: Profile
    period: SubmissionPeriod

    def of(self, municipality: Municipality) -> Submission:
        """Where a municipality stands, read anew by the system."""
        with acting(SYSTEM):
            rows = Submission.objects.select_related("period__profile", "municipality", "lock")
            return rows.get(period=self.period, municipality=municipality)

    @property
    def ours(self) -> Submission:
        """Where municipality А stands."""
        return self.of(self.cast.municipality_a)

    def submitted(self) -> Submission:
        """Municipality А with its data submitted."""
        with acting(self.cast.actor("methodist")):
            confirm_lists(self.ours)
            return submit_data(self.ours, confirmed=list(CONFIRMATIONS), note="Проверено.")


@pytest.fixture
def year(cast: Cast) -> Year:
    with acting(SYSTEM):
        profile = make_profile(cast.region, "diagnosed")
        return Year(cast, profile, open_period(profile=profile, start=START, end=DAY))
