"""The deficit map of a large region against one pass over its scores: 40,000 people, 1,200 organizations."""

from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from apps.core.actor import acting, system
from apps.diagnostics.selectors.deficit_map import Axis, live_grid
from apps.diagnostics.selectors.states import Slice
from apps.diagnostics.services.group_results import rebuild_group_results
from apps.indicators.services.profiles import find, load_profile
from apps.monitoring.generation.region import generate, plan_for
from apps.organizations.models import Organization, Profile
from tests import factories as make
from tests.benchmarks.measure import compare, seconds

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db(transaction=True)]
PASS = """
SELECT c.competence_id, c.municipality_id, count(*), sum(c.points) FROM diagnostics_score c
JOIN diagnostics_diagnosticsession s ON s.id = c.session_id WHERE s.completed_on > %s GROUP BY 1, 2
"""


@pytest.fixture
def day(db: None) -> date:
    """The large region; the day of its map."""
    with acting(system("bench")):
        load_profile(find("vladimir"))
        profile = Profile.objects.get(code="vladimir")
    today = timezone.localdate()
    generate(plan_for(profile, persons=40_000, seed=1, organizations=1_200, years=5, until=today.year))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return today


def test_the_map_of_40_000_people(day: date) -> None:
    """The map as the centre of the region reads it, behind the wall, to one pass over the same scores."""
    from apps.accounts.rights import actor_of

    with acting(system("bench")):
        centre = Organization.objects.get(kind="cnppm")
        actor = actor_of(make.make_user("bench", "cnppm", centre))

    def limit() -> None:
        with acting(actor), connection.cursor() as cursor:
            cursor.execute(PASS, [day.replace(year=day.year - 3)])
            cursor.fetchall()

    def ours() -> None:
        with acting(actor):
            live_grid(Slice(day), Axis.MUNICIPALITY, actor)

    compare("deficit map of 40,000 people, competences by municipalities", ours, limit)
    print(f"results of groups kept anew: {seconds(rebuild_group_results):.2f} s")
