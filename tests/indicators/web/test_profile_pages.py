"""Profiles are read by everyone with a role and changed by nobody."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.core.actor import acting, system
from apps.core.text import NBSP
from apps.indicators.models import Indicator
from apps.indicators.services.profiles import SHIPPED, load_profile
from apps.organizations.models import Profile
from tests.cast import Cast


@pytest.fixture
def profile(db: None) -> Profile:
    """The profile with targets and yes/no indicators."""
    with acting(system("test")):
        return load_profile(SHIPPED / "oktyabrsky.yaml").profile


def page(cast: Cast, role: str, url: str) -> str:
    client = Client()
    client.force_login(cast.grants[role].user)
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def url(profile: Profile, tab: str = "") -> str:
    return reverse("organizations:profile_detail", args=(profile.pk,)) + (f"?tab={tab}" if tab else "")


@pytest.mark.parametrize("role", ["teacher", "federal", "administrator", "operator"])
def test_profiles_are_open_to_every_role(cast: Cast, profile: Profile, role: str) -> None:
    assert profile.title in page(cast, role, reverse("organizations:profile_list"))


def test_card_tells_the_act_and_who_does_what(cast: Cast, profile: Profile) -> None:
    text = page(cast, "teacher", url(profile))
    assert f"приказ от 23.11.2023 №{NBSP}1063-од" in text
    assert "муниципальный, не указан" in text
    assert "разработан и реализуется комплекс мер" in text


def test_tabs_list_subjects_functions_and_indicators(cast: Cast, profile: Profile) -> None:
    assert profile.subject_names["mms"]["name"] in page(cast, "teacher", url(profile, "subjects"))
    assert profile.functions[0]["text"][:40] in page(cast, "teacher", url(profile, "functions"))
    assert "trained_fr" not in page(cast, "teacher", url(profile, "indicators"))


def test_indicator_tells_its_method_and_targets(cast: Cast, profile: Profile) -> None:
    indicator = Indicator.objects.get(profile=profile, code="trained_fr_cum")
    address = reverse("indicators:indicator_detail", args=(indicator.pk,))
    text = page(cast, "teacher", address)
    assert "с 01.01.2023 до отчётной даты, с нарастающим итогом" in text
    assert "у любого провайдера" in text
    targets = page(cast, "teacher", address + "?tab=targets")
    assert f"30{NBSP}%" in targets.replace("&nbsp;", NBSP)


def test_nobody_makes_or_changes_a_profile_here(cast: Cast, profile: Profile) -> None:
    client = Client()
    client.force_login(cast.grants["administrator"].user)
    assert "Добавить" not in client.get(reverse("organizations:profile_list")).content.decode()
    assert client.post(url(profile)).status_code == 405


def test_only_the_section_of_the_page_is_marked_in_the_navigation(cast: Cast, profile: Profile) -> None:
    text = page(cast, "cnppm", reverse("organizations:profile_list"))
    assert text.count('class="section active"') == 1
