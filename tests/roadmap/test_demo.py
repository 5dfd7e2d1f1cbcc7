"""The demonstration's roadmap: measures of every form, worked on up to today, made once."""

from datetime import date

import pytest

from apps.core.actor import acting, system
from apps.roadmap.models import Evidence, Occurrence, Progress, Roadmap
from apps.roadmap.services.demo import PLAN, make_demo_roadmap
from apps.roadmap.terms import parse
from tests.cast import Cast
from tests.roadmap.rows import make_profile

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
TODAY = date(2026, 7, 1)


def test_demo_roadmap_is_made_once_and_worked_on_up_to_today(cast: Cast) -> None:
    with acting(SYSTEM):
        profile = make_profile(cast.region)
        made = make_demo_roadmap(profile, TODAY)
        assert make_demo_roadmap(profile, TODAY).pk == made.pk
        assert (Roadmap.objects.count(), made.first_year, made.last_year) == (1, 2024, 2026)
        assert made.items.count() == len(PLAN)
        rows = Occurrence.objects.filter(due__lt=TODAY)
        assert {row.state for row in rows} == {"accepted", "reported", "planned", "returned"}
        assert set(Occurrence.objects.filter(due__gte=TODAY).values_list("state", flat=True)) == {"planned"}
        worked = rows.filter(state__in=("accepted", "reported")).count()
        assert Evidence.objects.count() == worked
        assert Progress.objects.filter(quantity__item__roadmap=made).count() == 6 * 3


def test_every_term_of_the_demo_is_typed() -> None:
    kinds = [parse(term.format(year=2025)).kind.value for *_, term, _, _, _ in PLAN]
    assert "words" not in kinds
    assert len(set(kinds)) == 5
