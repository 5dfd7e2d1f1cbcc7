"""Mentoring of the demonstration: every page has something to show, a second run changes nothing."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.core.actor import acting, system
from apps.events.models import MentoringPair, MentoringProgram, PairItem, PairMeeting, TeamMentoring
from apps.events.services.demo_mentoring import make_demo_mentoring
from apps.organizations.models import StatusFlag
from tests import factories as make
from tests.cast import Cast
from tests.permissions.rows import place_columns

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def totals() -> list[int]:
    return [model.objects.count() for model in (MentoringProgram, MentoringPair, PairItem, PairMeeting, TeamMentoring)]


def test_demonstration_shows_every_part_of_mentoring(cast: Cast) -> None:
    user = cast.grants["teacher"].user
    with acting(system("test")):
        type(user).objects.filter(pk=user.pk).update(demo=True)
        going = make.make_pair(cast.head, make.make_person(cast.school_a2), TODAY - timedelta(days=300))
        over = make.make_pair(cast.head, make.make_person(cast.school_a), date(2024, 2, 1), end=date(2025, 2, 1))
        StatusFlag.objects.create(**place_columns(cast.school_b), flag="shnor", valid_from=date(2024, 1, 1))
        make_demo_mentoring(cast.region.pk, TODAY)
        first = totals()
        make_demo_mentoring(cast.region.pk, TODAY)
        going.refresh_from_db()
        over.refresh_from_db()
        own = MentoringPair.objects.get(mentor=cast.teacher)
        assert (first, totals()) == ([1, 3, 8, 5, 1], first)
        assert (going.program.title if going.program else "", over.outcome) == ("Шаг в профессию", "done")
        assert (own.pairmeetings.filter(held=False).count(), own.pairitems.filter(done_on=None).count()) == (1, 2)
