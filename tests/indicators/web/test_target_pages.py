"""The pages of targets: who sets them, and how a refusal is told."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.indicators.models import Indicator, Target
from apps.indicators.services import targets
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, log_in, text_of
from tests.reports import make_profile

pytestmark = pytest.mark.django_db
LIST = "indicators:target_list"


@pytest.fixture
def indicator(cast: Cast) -> Indicator:
    with acting(system("test")):
        return make_profile(cast.region, "diagnosed", "routed").indicators.get(code="diagnosed")


def make_target(indicator: Indicator, year: int = 2026, **fields: object) -> Target:
    with acting(system("test")):
        return Target.objects.create(**{"indicator": indicator, "year": year, "value": 30, **fields})


def test_list_names_the_unit_and_the_value(cast: Cast, indicator: Indicator) -> None:
    make_target(indicator)
    make_target(indicator, territory=cast.municipality_a.oktmo, value="12.5")
    text = text_of(log_in(cast, "teacher").get(reverse(LIST)))
    assert (str(cast.region) in text, "Район А" in text, "12,5 %" in text) == (True, True, True)
    assert "Новая цель" not in text


def test_list_asks_the_same_number_of_questions(cast: Cast, indicator: Indicator) -> None:
    years = iter(range(2020, 2030))
    client = log_in(cast, "cnppm")
    assert_constant_queries(client, reverse(LIST), lambda: make_target(indicator, next(years)), queries=11)


def test_cnppm_sets_corrects_and_takes_away(cast: Cast, indicator: Indicator) -> None:
    client = log_in(cast, "cnppm")
    made = {"indicator": indicator.pk, "year": 2026, "territory": cast.municipality_a.oktmo, "value": "12.5"}
    assert client.post(reverse("indicators:target_create"), made).status_code == 302
    target = Target.objects.get()
    assert (target.year, target.territory, target.value) == (2026, "99601000", Decimal("12.5"))
    changed = {"year": 2027, "territory": "own", "value": "20"}
    assert client.post(reverse("indicators:target_edit", args=(target.pk,)), changed).status_code == 302
    target.refresh_from_db()
    assert (target.year, target.territory, target.value) == (2027, "", Decimal(20))
    url = reverse("indicators:target_action", args=(target.pk, "remove"))
    assert client.post(url, {"confirmed": "1"}).status_code == 302
    assert not Target.objects.exists()
    with acting(system("test")):
        entries = HistoryEntry.objects.filter(object_kind="indicators.target").order_by("pk")
        assert [entry.verb for entry in entries] == ["set_target", "update_target", "remove_target"]


def test_second_target_of_a_unit_and_year_is_refused(cast: Cast, indicator: Indicator) -> None:
    make_target(indicator)
    data = {"indicator": indicator.pk, "year": 2026, "territory": "own", "value": "50"}
    response = log_in(cast, "cnppm").post(reverse("indicators:target_create"), data)
    assert response.status_code == 422
    assert Target.objects.get().value == 30


@pytest.mark.parametrize("value", ["101", "-1", "половина"])
def test_value_out_of_bounds_keeps_the_form(cast: Cast, indicator: Indicator, value: str) -> None:
    data = {"indicator": indicator.pk, "year": 2026, "territory": "own", "value": value}
    response = log_in(cast, "cnppm").post(reverse("indicators:target_create"), data)
    assert (response.status_code, Target.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    ("role", "status"), [("cnppm", 200), ("ministry", 200), ("administrator", 200), ("iro", 403), ("methodist", 403)]
)
def test_target_is_open_to_whom_the_profile_names(cast: Cast, indicator: Indicator, role: str, status: int) -> None:
    target = make_target(indicator)
    assert log_in(cast, role).get(reverse("indicators:target_edit", args=(target.pk,))).status_code == status


def test_service_refuses_a_foreign_profile(cast: Cast, indicator: Indicator) -> None:
    with acting(cast.actor("methodist")), pytest.raises(PermissionDenied):
        targets.set_target(indicator=indicator, year=2026, territory="", value=Decimal(1))


def test_indicator_offers_a_new_target_to_those_who_may(cast: Cast, indicator: Indicator) -> None:
    url = reverse("indicators:indicator_detail", args=(indicator.pk,)) + "?tab=targets"
    assert "Добавить цель" in text_of(log_in(cast, "ministry").get(url))
    assert "Добавить цель" not in text_of(log_in(cast, "teacher").get(url))


def test_target_of_another_region_is_only_read(cast: Cast) -> None:
    with acting(system("test")):
        foreign = make_profile(cast.foreign_region, "diagnosed", code="foreign").indicators.get()
    target, client = make_target(foreign), log_in(cast, "cnppm")
    assert client.get(reverse("indicators:target_detail", args=(target.pk,))).status_code == 200
    assert client.get(reverse("indicators:target_edit", args=(target.pk,))).status_code == 403


@pytest.mark.parametrize(("role", "status"), [("cnppm", 403), ("ministry", 403), ("methodist", 200), ("moo", 200)])
def test_region_reads_the_targets_of_a_municipal_profile_its_own_bodies_set_them(
    cast: Cast, role: str, status: int
) -> None:
    with acting(system("test")):
        own = make_profile(cast.region, "diagnosed", municipality=cast.municipality_a, code="own").indicators.get()
        own.profile.workflow = {"computes": ["mms"], "submits": ["mms"], "approves": ["moo"]}
        own.profile.save()
    target, client = make_target(own), log_in(cast, role)
    assert "30 %" in text_of(client.get(reverse(LIST)))
    assert client.get(reverse("indicators:target_detail", args=(target.pk,))).status_code == 200
    assert client.get(reverse("indicators:target_edit", args=(target.pk,))).status_code == status


def test_action_over_the_list_leaves_the_targets_of_others(cast: Cast, indicator: Indicator) -> None:
    with acting(system("test")):
        other = make_profile(cast.region, "routed", municipality=cast.municipality_a, code="own").indicators.get()
        other.profile.workflow = {"computes": ["mms"], "submits": ["mms"], "approves": ["moo"]}
        other.profile.save()
    kept, client = make_target(other), log_in(cast, "ministry")
    make_target(indicator)
    assert "Снять цель" in text_of(client.get(reverse(LIST)))
    url = reverse("indicators:target_bulk", args=("remove",))
    assert client.post(url, {"everything": "1", "confirmed": "1"}).status_code == 302
    assert list(Target.objects.values_list("pk", flat=True)) == [kept.pk]
    assert "Снять цель" not in text_of(client.get(reverse(LIST)))
    again = client.post(url, {"everything": "1", "confirmed": "1"}, follow=True)
    assert "Ничего не выбрано из того, что вам можно менять." in text_of(again)
    card = text_of(client.get(reverse("indicators:target_detail", args=(kept.pk,))))
    assert ("Снять цель" in card, "Изменить" in card) == (False, False)
