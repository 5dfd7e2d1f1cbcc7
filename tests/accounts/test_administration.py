"""Users and roles in the hands of the administrator."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.accounts import services
from apps.accounts.models import Assignment, User
from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, log_in, text_of

USERS, ROLES = "/accounts/users/", "/accounts/roles/"


def test_administrator_makes_a_user_who_can_log_in(cast: Cast) -> None:
    data = {"login": "Petrova", "full_name": "Петрова", "is_active": "on", "password": "Длинный-пароль-1"}
    response = log_in(cast, "administrator").post(f"{USERS}create/", data)
    user = User.objects.get(login="petrova")
    assert response.headers["Location"] == f"{USERS}{user.pk}/"
    assert (user.full_name, user.check_password("Длинный-пароль-1")) == ("Петрова", True)


def test_taken_login_is_refused_at_its_field(cast: Cast) -> None:
    response = log_in(cast, "administrator").post(f"{USERS}create/", {"login": "CNPPM", "full_name": "Второй"})
    lines = [line.anchor for line in response.context["form"].summary()]
    assert (response.status_code, lines) == (422, ["id_login"])


def test_edit_without_a_password_keeps_it(cast: Cast) -> None:
    with acting(system("test")):
        user = services.create_user(login="petrova", full_name="Петрова", password="прежний")
    data = {"login": "petrova", "full_name": "Петрова-Иванова", "password": ""}
    log_in(cast, "administrator").post(f"{USERS}{user.pk}/edit/", data)
    user.refresh_from_db()
    assert (user.full_name, user.is_active, user.check_password("прежний")) == ("Петрова-Иванова", False, True)


def test_role_is_assigned_at_an_organization(cast: Cast) -> None:
    with acting(system("test")):
        user = services.create_user(login="petrova", full_name="Петрова")
    data = {
        "user": f"(№ {user.pk})",
        "role": "operator",
        "organization": "школа б-1",
        "valid_from": "01.09.2024",
        "valid_to": "",
    }
    response = log_in(cast, "administrator").post(f"{ROLES}create/", data)
    made = Assignment.objects.get(user=user)
    assert response.headers["Location"] == f"{USERS}{user.pk}/"
    assert (made.organization_id, made.municipality_id, made.region_id) == (
        cast.school_b.pk,
        cast.municipality_b.pk,
        cast.region.pk,
    )


def test_role_is_ended_and_opens_nothing_after_its_day(cast: Cast) -> None:
    grant = cast.grants["cnppm"]
    yesterday = timezone.localdate() - timedelta(days=1)
    log_in(cast, "administrator").post(f"{ROLES}{grant.pk}/do/end/", {"valid_to": f"{yesterday:%d.%m.%Y}"})
    grant.refresh_from_db()
    assert grant.valid_to == yesterday
    assert log_in(cast, "cnppm").get("/organizations/").status_code == 403


@pytest.mark.parametrize("url", [USERS, ROLES, f"{USERS}create/", f"{ROLES}create/"])
@pytest.mark.parametrize("role", ["cnppm", "ministry", "operator", "teacher"])
def test_pages_are_the_administrators_alone(cast: Cast, role: str, url: str) -> None:
    assert log_in(cast, role).get(url).status_code == 403


def test_user_is_found_by_role_and_by_a_part_of_the_name(cast: Cast) -> None:
    client = log_in(cast, "administrator")
    rows = client.get(f"{USERS}?role=copmkp&q=ТЕСТ").context["listing"].table.page.rows
    assert [row[2] for row in rows] == ["Тест copmkp"]


@pytest.mark.parametrize(("state", "count"), [("now", 13), ("over", 0), ("ahead", 1)])
def test_roles_are_filtered_by_today(cast: Cast, state: str, count: int) -> None:
    with acting(system("test")):
        services.assign_role(
            user=cast.grants["cnppm"].user,
            role="iro",
            organization=cast.iro,
            valid_from=timezone.localdate() + timedelta(days=5),
        )
    listing = log_in(cast, "administrator").get(f"{ROLES}?state={state}").context["listing"]
    assert listing.table.count == count


def test_lists_ask_the_same_number_of_questions(cast: Cast) -> None:
    client = log_in(cast, "administrator")
    numbers = iter(range(10))

    def add() -> User:
        return services.create_user(login=f"new{next(numbers)}", full_name="Новая")

    assert_constant_queries(client, USERS, add, queries=7)
    assert "Новая" in text_of(client.get(f"{USERS}?q=new1"))


def test_role_twice_at_once_is_refused(cast: Cast) -> None:
    grant = cast.grants["cnppm"]
    same: dict[str, Any] = {"user": grant.user, "role": "cnppm", "organization": grant.organization}
    with acting(system("test")):
        with pytest.raises(ValidationError, match="уже держит эту роль"):
            services.assign_role(**same, valid_from=date(2024, 1, 1))
        services.end_role(grant, valid_to=date(2023, 12, 31))
        assert services.assign_role(**same, valid_from=date(2024, 1, 1)).pk is not None


def test_end_before_the_start_is_refused(cast: Cast) -> None:
    with acting(system("test")), pytest.raises(ValidationError, match="Окончание раньше начала"):
        services.end_role(cast.grants["cnppm"], valid_to=date(2000, 1, 1))


def test_whose_and_where_of_a_role_never_change(cast: Cast) -> None:
    grant = cast.grants["cnppm"]
    with acting(system("test")), pytest.raises(ValidationError) as refused:
        services.update_role(grant, valid_from=grant.valid_from, role="iro", organization=cast.iro)
    assert sorted(refused.value.message_dict) == ["organization", "role"]


def test_every_verb_leaves_an_entry(cast: Cast) -> None:
    with acting(system("test")):
        user = services.create_user(login="petrova", full_name="Петрова")
        services.update_user(user, email="a@example.org")
        made = services.assign_role(user=user, role="iro", organization=cast.iro, valid_from=date(2024, 1, 1))
        services.end_role(made, valid_to=date(2024, 5, 1))
        verbs = set(HistoryEntry.objects.values_list("verb", flat=True))
    assert verbs >= {"create_user", "update_user", "assign_role", "update_role"}
