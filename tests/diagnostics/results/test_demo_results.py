"""Results in the demonstration: made once, whole, by the centre itself."""

from datetime import date

import pytest

from apps.core.actor import acting, system
from apps.diagnostics.models import Advice, AdviceText, GroupResult, YearConclusion
from apps.diagnostics.services.demo_results import TEXTS, make_demo_results
from apps.teachers.enums import Relation
from apps.teachers.models import PersonLink
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DAY = date(2025, 12, 1)


def test_the_demonstration_has_texts_advice_conclusions_and_groups(cast: Cast) -> None:
    with acting(SYSTEM):
        PersonLink.objects.create(person=cast.teacher, relation=Relation.ASSESSED, organization=cast.copmkp)
        make.make_session(cast.teacher, cast.copmkp, date(2025, 3, 1), scores={"Т-01": 40, "Т-02": 80})
    for _ in range(2):
        make_demo_results(cast.actor("copmkp"), DAY)
    with acting(SYSTEM):
        assert AdviceText.objects.count() == len(TEXTS)
        assert YearConclusion.objects.get().year == 2024
        assert set(Advice.objects.values_list("text", flat=True)) == set(TEXTS.values())
        assert set(GroupResult.objects.values_list("on_date", flat=True)) == {DAY}
