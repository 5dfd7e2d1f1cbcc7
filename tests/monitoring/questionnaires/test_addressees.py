"""Addressees chosen by name: one by one, all that were found, and what becomes of them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from apps.core.actor import acting
from apps.core.models import HistoryEntry, Notification
from apps.monitoring.models import FormReport, FormRound, RoundAddressee
from apps.monitoring.services.questionnaires import choosing, rounds
from apps.registers.models import Union, UnionMember
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, log_in, text_of
from tests.monitoring.questionnaires.scene import SYSTEM, make_form, make_round
from tests.permissions.rows import place_columns

pytestmark = pytest.mark.django_db


def prepared(cast: Cast, *kinds: str, role: str = "methodist", title: str = "Школьная служба") -> FormRound:
    """A round that is not published, to these kinds."""
    actor = cast.actor(role)
    return make_round(actor, make_form(actor, "yes_no", title=title), kinds=kinds)


def chosen(round_: FormRound) -> set[str]:
    with acting(SYSTEM):
        return set(RoundAddressee.objects.filter(round=round_).values_list("addressee__short_name", flat=True))


def asked(round_: FormRound) -> set[str]:
    with acting(SYSTEM):
        return set(FormReport.objects.filter(round=round_).values_list("organization__short_name", flat=True))


def test_round_without_kinds_asks_the_chosen_alone(cast: Cast) -> None:
    round_ = prepared(cast)
    with acting(cast.actor("methodist")):
        assert choosing.choose([cast.school_a2], round=round_) == 1
        rounds.publish_round(round_)
    assert asked(round_) == {"Школа А-2"}


def test_chosen_are_asked_beside_the_kinds_and_their_municipality(cast: Cast) -> None:
    cnppm = cast.actor("cnppm")
    round_ = make_round(cnppm, make_form(cnppm, "yes_no"), kinds=("mms",), within=cast.municipality_a)
    with acting(cnppm):
        choosing.choose([cast.school_b, cast.mms_a], round=round_)
        rounds.publish_round(round_)
    assert asked(round_) == {"ММС района А", "Школа Б-1"}


def test_people_of_the_chosen_are_told(cast: Cast) -> None:
    round_ = prepared(cast)
    with acting(cast.actor("methodist")):
        choosing.choose([cast.school_a], round=round_)
        rounds.publish_round(round_)
    with acting(SYSTEM):
        assert list(Notification.objects.values_list("user__login", flat=True)) == ["operator"]


def test_choosing_again_adds_nobody_and_leaves_no_trace(cast: Cast) -> None:
    round_ = prepared(cast)
    with acting(cast.actor("methodist")):
        found = [choosing.choose([cast.school_a, cast.school_a2], round=round_) for _ in range(2)]
    assert found == [2, 0]
    with acting(SYSTEM):
        assert HistoryEntry.objects.filter(verb="choose_addressee").count() == 2


def test_stranger_and_closed_organizations_are_refused_by_name(cast: Cast) -> None:
    round_ = prepared(cast)
    with acting(SYSTEM):
        closed = make.make_organization(cast.municipality_a, short_name="Закрытая", closed_on=date(2026, 6, 30))
    for organization in (cast.school_b, closed):
        with acting(cast.actor("methodist")), pytest.raises(ValidationError, match=organization.short_name):
            choosing.choose([cast.school_a, organization], round=round_)
    assert chosen(round_) == set()


def test_many_refused_are_counted(cast: Cast) -> None:
    round_ = prepared(cast)
    with acting(SYSTEM):
        many = [make.make_organization(cast.municipality_b, short_name=f"Дальняя {n}") for n in range(7)]
    with acting(cast.actor("methodist")), pytest.raises(ValidationError, match="и ещё 2"):
        choosing.choose(many, round=round_)


def test_published_round_keeps_its_addressees(cast: Cast) -> None:
    round_ = prepared(cast, "school")
    with acting(cast.actor("methodist")):
        one = choosing.choose_one(round=round_, addressee=cast.mms_a)
        rounds.publish_round(round_)
        for refused in (
            lambda: choosing.choose([cast.school_a], round=round_),
            lambda: choosing.choose_one(round=round_, addressee=cast.school_a),
            lambda: choosing.leave_out(one),
        ):
            with pytest.raises(ValidationError, match="уже объявлен"):
                refused()


def test_left_out_is_not_asked(cast: Cast) -> None:
    round_ = prepared(cast)
    with acting(cast.actor("methodist")):
        choosing.choose([cast.school_a2], round=round_)
        choosing.leave_out(choosing.choose_one(round=round_, addressee=cast.school_a))
        rounds.publish_round(round_)
    assert asked(round_) == {"Школа А-2"}


def test_others_do_not_choose_for_a_round(cast: Cast) -> None:
    round_ = prepared(cast)
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError, match="каждая организация свои"):
        choosing.choose([cast.school_a], round=round_)


def test_addressee_is_added_on_the_page_of_the_round(cast: Cast) -> None:
    round_ = prepared(cast)
    client = log_in(cast, "methodist")
    detail = reverse("monitoring:form_round_detail", args=(round_.pk,)) + "?tab=addressees"
    assert "Добавить организацию" in text_of(client.get(detail))
    url = reverse("monitoring:addressee_create")
    data = {"round": round_.pk, "addressee": f"Школа А-1 (№ {cast.school_a.pk})"}
    assert client.post(url, data).status_code == 302
    assert "Школа А-1" in text_of(client.get(detail))
    again = client.post(url, data)
    assert (again.status_code, "Такая запись уже есть" in text_of(again)) == (422, True)
    with acting(SYSTEM):
        card = reverse("monitoring:addressee_detail", args=(RoundAddressee.objects.get().pk,))
    assert f'href="{card}"' in client.get(detail).content.decode()
    assert "Убрать из адресатов" in text_of(client.get(card))
    assert client.post(f"{card}do/leave_out/", {"confirmed": "1"}).status_code == 302
    assert chosen(round_) == set()


def test_organizations_found_are_all_chosen(cast: Cast) -> None:
    round_ = prepared(cast)
    client = log_in(cast, "methodist")
    url = reverse("organizations:organization_bulk", args=("ask_by_form",)) + "?kind=school"
    assert "Школьная служба — " in text_of(client.post(url, {"everything": "1"}))
    assert client.post(url, {"everything": "1", "confirmed": "1", "round": round_.pk}).status_code == 302
    assert chosen(round_) == {"Школа А-1", "Школа А-2"}


def test_operator_has_no_such_action(cast: Cast) -> None:
    url = reverse("organizations:organization_bulk", args=("ask_by_form",))
    assert log_in(cast, "operator").post(url, {"everything": "1"}).status_code == 403


def union(cast: Cast) -> Union:
    """A community at the methodical service with the teacher of school А-1."""
    with acting(SYSTEM):
        found = Union.objects.create(
            **place_columns(cast.mms_a), title="Учителя физики", sort_key="учителя физики", kind="community",
            level="municipality",
        )  # fmt: skip
        UnionMember.objects.create(union=found, person=cast.teacher, start=date(2025, 1, 1))
        left = make.make_person(cast.school_a2, last_name="Ушедшая")
        UnionMember.objects.create(union=found, person=left, start=date(2025, 1, 1), end=date(2025, 9, 1))
        return found


def test_organizations_are_found_by_a_community(cast: Cast) -> None:
    found = union(cast)
    text = text_of(log_in(cast, "methodist").get(reverse("organizations:organization_list") + f"?union={found.pk}"))
    assert [name in text for name in ("ММС района А", "Школа А-1", "Школа А-2")] == [True, True, False]


def test_list_of_addressees_asks_the_same_number_of_questions(cast: Cast) -> None:
    titles = iter("АБВГД")

    def one() -> None:
        round_ = prepared(cast, title=next(titles))
        with acting(cast.actor("methodist")):
            choosing.choose([cast.school_a], round=round_)

    assert_constant_queries(log_in(cast, "methodist"), reverse("monitoring:addressee_list"), one, queries=7)
