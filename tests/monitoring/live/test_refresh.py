"""A change of the data, its mark, and the figures after it."""

import pytest
from django.db.models.expressions import RawSQL
from django.utils import timezone

from apps.core.actor import acting, system
from apps.monitoring.live.refresh import Fresh, refresh
from apps.monitoring.models import OrganizationFacts
from apps.organizations.models import Profile
from tests import factories as make
from tests.cast import Cast
from tests.monitoring.live.twins import kept, live_of, settle, whole
from tests.reports import counts, make_profile

RULES = ("diagnosed", "routed", "trained_fr", "teams_trained", "young_supported", "programs_in_fr")


@pytest.fixture
def profile(cast: Cast) -> Profile:
    with acting(system("test")):
        found = make_profile(cast.region, *RULES)
    settle()
    return found


def places() -> dict[int, str]:
    """Where each organization's facts lie in the table: elsewhere as soon as they are written again."""
    return dict(OrganizationFacts.objects.annotate(at=RawSQL("monitoring_organizationfacts.ctid::text", ())).values_list("organization", "at"))


def test_refresh_after_a_session_touches_its_organization_alone(cast: Cast, profile: Profile) -> None:
    with acting(system("test")):
        before = places()
        make.make_session(cast.teacher, cast.cnppm, timezone.localdate())
        assert refresh() is Fresh.YES
        after = places()
        assert {key for key in after if after[key] != before.get(key)} == {cast.school_a.pk}
        live = live_of(profile)
        assert counts(live, "diagnosed", cast.school_a) == (1, 2)
        assert counts(live, "diagnosed", cast.municipality_a) == (1, 3)
        assert counts(live, "diagnosed") == (1, 4)
        assert kept(live) == whole(profile)
