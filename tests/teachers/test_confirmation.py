"""Confirming a staff list on a date."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.teachers.models import StaffConfirmation
from apps.teachers.services.confirmation import confirm_staff, withdraw_confirmation
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.teachers.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DAY = date(2025, 12, 31)
LIST = "/teachers/confirmations/"


def test_the_operator_confirms_the_own_list_with_its_count(cast: Cast) -> None:
    actor = cast.actor("operator")
    with acting(actor):
        made = confirm_staff(organization=cast.school_a, on_date=DAY)
    assert (made.people, made.author, made.municipality_id) == (2, actor.label, cast.municipality_a.pk)


def test_a_second_confirmation_of_a_date_counts_anew(cast: Cast) -> None:
    with acting(cast.actor("operator")):
        confirm_staff(organization=cast.school_a, on_date=DAY)
    with acting(SYSTEM):
        make.make_person(cast.school_a)
        make.make_person(cast.school_a, start=date(2026, 1, 10))
    with acting(cast.actor("operator")):
        assert confirm_staff(organization=cast.school_a, on_date=DAY).people == 3
        assert StaffConfirmation.objects.count() == 1


@pytest.mark.parametrize("role", ["operator", "methodist"])
def test_nobody_confirms_for_an_organization_of_others(cast: Cast, role: str) -> None:
    with acting(cast.actor(role)), pytest.raises(ValidationError, match="своей области"):
        confirm_staff(organization=cast.school_b, on_date=DAY)


def test_a_day_to_come_and_an_empty_list_are_refused(cast: Cast) -> None:
    with acting(SYSTEM):
        empty = make.make_organization(cast.municipality_a)
    with acting(cast.actor("methodist")):
        with pytest.raises(ValidationError, match="ещё не наступила"):
            confirm_staff(organization=cast.school_a, on_date=timezone.localdate() + timedelta(days=1))
        with pytest.raises(ValidationError, match="нет ни одного работника"):
            confirm_staff(organization=empty, on_date=DAY)


def test_a_confirmation_is_taken_back_with_a_trace(cast: Cast) -> None:
    with acting(cast.actor("operator")):
        withdraw_confirmation(confirm_staff(organization=cast.school_a, on_date=DAY))
        assert not StaffConfirmation.objects.exists()
    with acting(SYSTEM):
        verbs = HistoryEntry.objects.filter(object_kind="teachers.staffconfirmation").order_by("pk")
        assert [entry.verb for entry in verbs] == ["confirm_staff", "withdraw_confirmation"]


def test_the_form_offers_the_own_organization_and_the_last_day_of_the_year(cast: Cast, browse: Browse) -> None:
    response = browse("operator").get(f"{LIST}create/")
    text = response.content.decode()
    assert f"Школа А-1 (№ {cast.school_a.pk})" in text
    assert f'value="31.12.{timezone.localdate().year - 1}"' in text
    form = {"organization": f"Школа А-1 (№ {cast.school_a.pk})", "on_date": "31.12.2025"}
    assert "Список работников подтверждён." in text_of(browse("operator").post(f"{LIST}create/", form, follow=True))


@pytest.mark.parametrize("role", ["teacher", "council", "tutor", "iro", "ministry", "moo"])
def test_the_list_is_closed_to_those_who_keep_no_staff(browse: Browse, role: str) -> None:
    assert browse(role).get(LIST).status_code == 403


def test_the_list_asks_a_constant_number_of_questions(cast: Cast, browse: Browse) -> None:
    days = iter(range(10))

    def one() -> None:
        confirm_staff(organization=cast.school_a, on_date=DAY + timedelta(days=next(days)))

    assert_constant_queries(browse("methodist"), LIST, one, queries=7)
