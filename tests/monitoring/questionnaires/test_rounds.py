"""Rounds: whom they ask, what they tell, what closing means."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from apps.core.actor import acting
from apps.core.models import Notification
from apps.monitoring.models import FormReport, FormRound
from apps.monitoring.selectors.questionnaires import debtors
from apps.monitoring.services.questionnaires import checking, filling, rounds
from tests import factories as make
from tests.cast import Cast
from tests.monitoring.questionnaires.scene import (
    DUE,
    FIRST,
    SYSTEM,
    fill,
    hand_in,
    make_form,
    make_round,
    publish,
    report_of,
)

pytestmark = pytest.mark.django_db


def asked(round_: FormRound) -> set[str]:
    with acting(SYSTEM):
        return set(FormReport.objects.filter(round=round_).values_list("organization__short_name", flat=True))


def test_round_of_a_methodist_asks_the_schools_of_the_municipality(cast: Cast) -> None:
    assert asked(publish(cast.actor("methodist"), "yes_no")) == {"Школа А-1", "Школа А-2"}


def test_round_of_the_centre_asks_the_region_or_one_municipality(cast: Cast) -> None:
    cnppm = cast.actor("cnppm")
    whole = make_round(cnppm, make_form(cnppm, "yes_no"), kinds=("school", "mms"))
    part = make_round(cnppm, make_form(cnppm, "yes_no", title="Часть"), within=cast.municipality_b)
    with acting(cnppm):
        rounds.publish_round(whole)
        rounds.publish_round(part)
    assert asked(whole) == {"Школа А-1", "Школа А-2", "Школа Б-1", "ММС района А"}
    assert asked(part) == {"Школа Б-1"}


def test_closed_and_not_yet_opened_organizations_are_not_asked(cast: Cast) -> None:
    with acting(SYSTEM):
        make.make_organization(cast.municipality_a, short_name="Закрытая", closed_on=date(2026, 6, 30))
        make.make_organization(cast.municipality_a, short_name="Будущая", opened_on=date(2026, 7, 1))
    assert asked(publish(cast.actor("methodist"), "yes_no")) == {"Школа А-1", "Школа А-2"}


def test_round_without_addressees_or_criteria_is_not_published(cast: Cast) -> None:
    methodist = cast.actor("methodist")
    nobody = make_round(methodist, make_form(methodist, "yes_no"), kinds=("college",))
    with acting(methodist):
        with pytest.raises(ValidationError, match="ни одна открытая организация"):
            rounds.publish_round(nobody)
        for criterion in nobody.form.criteria.all():
            criterion.delete()
        with pytest.raises(ValidationError, match="нет критериев"):
            rounds.publish_round(nobody)


@pytest.mark.parametrize(
    ("days", "field"),
    [({"period_to": date(2025, 12, 31)}, "period_to"), ({"due_on": date(2025, 12, 31)}, "due_on")],
)
def test_days_of_a_round_follow_each_other(cast: Cast, days: dict[str, Any], field: str) -> None:
    methodist = cast.actor("methodist")
    with pytest.raises(ValidationError) as refused:
        make_round(methodist, make_form(methodist, "yes_no"), **days)
    assert list(refused.value.message_dict) == [field]


def test_people_of_the_addressees_are_told_once(cast: Cast) -> None:
    publish(cast.actor("methodist"), "yes_no")
    with acting(SYSTEM):
        told = Notification.objects.all()
        assert [(one.user.login, one.text) for one in told] == [
            ("operator", "Заполните отчёт «Школьная служба» до 15.07.2026.")
        ]


def test_debtors_are_reminded_by_one_notification(cast: Cast) -> None:
    methodist, operator = cast.actor("methodist"), cast.actor("operator")
    round_ = publish(methodist, "yes_no")
    with acting(methodist):
        assert [rounds.remind_debtors(round_), rounds.remind_debtors(round_)] == [1, 0]
    hand_in(report_of(round_, cast), operator)
    with acting(methodist):
        assert {one.organization_id for one in debtors(round_)} == {cast.school_a2.pk}


def test_nobody_to_remind_is_told(cast: Cast) -> None:
    methodist = cast.actor("methodist")
    round_ = publish(methodist, "yes_no")
    with acting(SYSTEM):
        FormReport.objects.update(state="submitted")
    with acting(methodist), pytest.raises(ValidationError, match="Должников нет"):
        rounds.remind_debtors(round_)


def test_published_round_keeps_its_conditions(cast: Cast) -> None:
    methodist = cast.actor("methodist")
    round_ = publish(methodist, "yes_no")
    with acting(methodist):
        for refused in (
            lambda: rounds.update_round(round_, due_on=DUE),
            lambda: rounds.remove_round(round_),
            lambda: rounds.publish_round(round_),
        ):
            with pytest.raises(ValidationError, match="уже объявлен"):
                refused()


def test_round_is_corrected_and_removed_before_it_is_published(cast: Cast) -> None:
    methodist = cast.actor("methodist")
    round_ = make_round(methodist, make_form(methodist, "yes_no"))
    with acting(methodist):
        rounds.update_round(round_, due_on=FIRST, kinds=["mms"])
        round_.refresh_from_db()
        assert (round_.due_on, round_.kinds) == (FIRST, ["mms"])
        rounds.remove_round(round_)
        assert not type(round_).objects.filter(pk=round_.pk).exists()


def test_closed_round_refuses_every_write(cast: Cast) -> None:
    methodist, operator = cast.actor("methodist"), cast.actor("operator")
    round_ = publish(methodist, "yes_no", "scale")
    report, other = report_of(round_, cast), report_of(round_, cast, "school_a2")
    hand_in(report, operator)
    with acting(methodist):
        rounds.close_round(round_)
    report, other = report_of(round_, cast), report_of(round_, cast, "school_a2")
    with acting(methodist):
        for refused in (
            lambda: checking.accept_report(report),
            lambda: checking.return_report(report, remark="Поздно"),
            lambda: rounds.remind_debtors(round_),
            lambda: rounds.close_round(round_),
            lambda: rounds.update_round(round_, due_on=DUE),
        ):
            with pytest.raises(ValidationError, match="закрыт и больше не меняется"):
                refused()
    for written in (lambda: filling.submit_report(other), lambda: fill(other, SYSTEM)):
        with acting(SYSTEM), pytest.raises(ValidationError, match="закрыт и больше не меняется"):
            written()


def test_round_of_others_is_not_run(cast: Cast) -> None:
    round_ = make_round(cast.actor("methodist"), make_form(cast.actor("methodist"), "yes_no"))
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError, match="каждая организация свои"):
        rounds.publish_round(round_)
