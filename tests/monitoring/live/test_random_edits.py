"""Today's figures equal a full computation after any sequence of edits through the services."""

from datetime import date

import pytest
from django.utils import timezone

from apps.core.actor import acting, system
from apps.monitoring.live.refresh import Fresh, refresh
from apps.monitoring.services.compute import compute_report
from apps.organizations.models import Profile
from tests import factories as make
from tests.cast import Cast
from tests.monitoring.live.edits import Draw, edit
from tests.monitoring.live.twins import kept, live_of, settle, whole
from tests.reports import make_profile

pytestmark = pytest.mark.django_db
DONE = 200
OFTEN = 0.3
REGIONAL = ("diagnosed", "routed", "trained_fr", "teams_trained", "young_supported", "programs_in_fr", "contest_people",
            "contest_orgs", "experience_orgs", "experts", "qualified")  # fmt: skip
CUMULATIVE = ("trained_fr_cum", "teams_cum")


def make_profiles(cast: Cast) -> list[Profile]:
    """A region's profile with every rule, a municipality's with the cumulative ones and last year's report."""
    region = make_profile(cast.region, *REGIONAL)
    municipal = make_profile(
        cast.region, *CUMULATIVE, municipality=cast.municipality_a, code="own", founders=["municipal", "unstated"]
    )
    last = timezone.localdate().year - 1
    compute_report(profile=municipal, period_from=date(last, 1, 1), period_to=date(last, 12, 31))
    return [region, municipal]


def populate(cast: Cast) -> Draw:
    """Enough people and records that an edit finds something to change."""
    places = [cast.school_a, cast.school_a2, cast.school_b]
    places += [make.make_organization(home) for home in (cast.municipality_a, cast.municipality_b) for _ in range(3)]
    for number in range(27):
        make.make_person(places[number % len(places)], last_name=f"Жителева{number}")
    make.make_program(cast.iro, theme="управление качеством образования", runs_from=date(2020, 1, 1))
    make.make_event(cast.cnppm, timezone.localdate(), kind="skill_contest", supports_young=True)
    return Draw(0, places, [cast.cnppm, cast.iro, cast.copmkp])


@pytest.mark.parametrize("seed", [1, 2])
def test_live_figures_equal_a_full_computation_after_200_random_edits(cast: Cast, seed: int) -> None:
    with acting(system("test")):
        draw = populate(cast)
        draw.random.seed(seed)
        profiles = make_profiles(cast)
        settle()
        done, found = 0, [kept(live_of(profile)) for profile in profiles]
        while done < DONE:
            done += edit(draw)
            # Compared after a few edits: later ones in the same organization would hide a mark that was not left.
            if draw.random.random() < OFTEN or done == DONE:
                assert refresh() is Fresh.YES
                found = [kept(live_of(profile)) for profile in profiles]
                assert found == [whole(profile) for profile in profiles]
        assert sum(found[0][0][-1][9]) > 0
