"""A change of the data, its mark, and the figures after it."""

import pytest
from django.db.models.expressions import RawSQL
from django.utils import timezone

from apps.core.actor import acting, system
from apps.monitoring.live import refresh as live_refresh
from apps.monitoring.live.refresh import Fresh, refresh
from apps.monitoring.models import LiveChange, OrganizationFacts
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
    place = RawSQL("monitoring_organizationfacts.ctid::text", ())
    return dict(OrganizationFacts.objects.annotate(place=place).values_list("organization", "place"))


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


def test_refresh_takes_the_others_of_an_organization_as_they_stand(cast: Cast, profile: Profile) -> None:
    with acting(system("test")):
        for person in (cast.teacher, cast.head):
            make.make_session(person, cast.cnppm, timezone.localdate())
            assert refresh() is Fresh.YES
        live = live_of(profile)
        assert counts(live, "diagnosed", cast.school_a) == (2, 2)
        assert kept(live) == whole(profile)


def test_refresh_knows_a_new_spelling_of_a_theme(cast: Cast, profile: Profile) -> None:
    with acting(system("test")):
        make.make_session(cast.teacher, cast.cnppm, timezone.localdate())
        assert refresh() is Fresh.YES
        program = make.make_program(cast.iro, theme="Управление  качеством образования")
        day = timezone.localdate()
        make.make_enrollment(cast.head, program, day, day)
        assert refresh() is Fresh.YES
        live = live_of(profile)
        assert counts(live, "teams_trained", cast.school_a) == (1, 1)
        assert kept(live) == whole(profile)


def test_refresh_after_changes_of_most_people_computes_the_whole(
    cast: Cast, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_refresh, "MANY_PEOPLE", 0)
    with acting(system("test")):
        before = live_of(profile).computed_at
        make.make_session(cast.teacher, cast.cnppm, timezone.localdate())
        assert refresh() is Fresh.WAITS
        assert refresh(most=None) is Fresh.YES
        live = live_of(profile)
        assert before is not None
        assert live.computed_at is not None
        assert live.computed_at > before
        assert kept(live) == whole(profile)


def test_what_is_too_much_for_now_stays_marked(cast: Cast, profile: Profile) -> None:
    with acting(system("test")):
        make.make_session(cast.teacher, cast.cnppm, timezone.localdate())
        waiting = list(LiveChange.objects.order_by("id").values_list("kind", "ref"))
        assert refresh(most=0) is Fresh.WAITS
        assert list(LiveChange.objects.order_by("id").values_list("kind", "ref")) == waiting
        assert counts(live_of(profile), "diagnosed") == (0, 4)
