"""The actor of a request: who it is, what they see, what remains of a request that failed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.accounts.middleware import SESSION_KEY
from apps.accounts.models import Assignment
from apps.accounts.rights import actor_of
from apps.core.actor import acting, current_or_none, system
from apps.core.models import SavedView
from tests.accounts.pages import database_actor
from tests.cast import Cast
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.pages")]
Callbacks = Callable[..., Any]


def log_in(grant: Assignment) -> Client:
    """A browser in which the user of this role is logged in; it gets answers, not exceptions."""
    client = Client(raise_request_exception=False)
    client.force_login(grant.user)
    return client


def add_role(grant: Assignment, role: str, **dates: object) -> Assignment:
    """One more role of the same user at the same organization, from today on."""
    place = {name: getattr(grant, name) for name in ("organization_id", "municipality_id", "region_id")}
    values = {"valid_from": timezone.localdate(), **place, **dates}
    return Assignment.objects.create(user=grant.user, role=role, **values)


def names() -> list[str]:
    """The rows that were kept."""
    with acting(system("test")):
        return sorted(SavedView.objects.values_list("name", flat=True))


def test_user_acts_in_their_role_in_process_and_database(cast: Cast) -> None:
    grant = cast.grants["methodist"]
    key = f"grant:{grant.pk}"
    assert log_in(grant).get("/who/").json() == {"process": key, "database": key, "names": []}


def test_visitor_acts_as_nobody_and_sees_nothing(cast: Cast) -> None:
    with acting(system("test")):
        SavedView.objects.create(user=cast.grants["methodist"].user, resource="test", name="чужой")
    assert Client().get("/who/").json() == {"process": "user:0", "database": "user:0", "names": []}


def test_user_without_a_role_acts_as_themselves(cast: Cast) -> None:
    grant = cast.grants["methodist"]
    client = log_in(grant)
    grant.delete()
    assert client.get("/who/").json()["database"] == f"user:{grant.user_id}"


def test_oldest_role_is_the_first_and_another_may_be_chosen(cast: Cast) -> None:
    grant = cast.grants["methodist"]
    second = add_role(grant, "moo")
    client = log_in(grant)
    assert client.get("/who/").json()["process"] == f"grant:{grant.pk}"
    session = client.session
    session[SESSION_KEY] = second.pk
    session.save()
    assert client.get("/who/").json()["process"] == f"grant:{second.pk}"


def test_role_of_somebody_else_cannot_be_chosen(cast: Cast) -> None:
    grant = cast.grants["methodist"]
    client = log_in(grant)
    session = client.session
    session[SESSION_KEY] = cast.grants["cnppm"].pk
    session.save()
    assert client.get("/who/").json()["process"] == f"grant:{grant.pk}"


@pytest.mark.parametrize(("start", "end", "holds"), [(0, 0, True), (-9, 0, True), (-9, -1, False), (1, 9, False)])
def test_role_holds_from_its_first_to_its_last_day(cast: Cast, start: int, end: int, holds: bool) -> None:
    grant = cast.grants["methodist"]
    today = timezone.localdate()
    grant.valid_from, grant.valid_to = today + timedelta(days=start), today + timedelta(days=end)
    grant.save()
    expected = f"grant:{grant.pk}" if holds else f"user:{grant.user_id}"
    assert log_in(grant).get("/who/").json()["process"] == expected


def test_users_alternating_on_one_connection_see_their_own_rows(cast: Cast) -> None:
    grants = [cast.grants["methodist"], cast.grants["cnppm"]]
    with acting(system("test")):
        for grant in grants:
            SavedView.objects.create(user=grant.user, resource="test", name=grant.role)
    clients = [log_in(grant) for grant in grants]
    seen = [client.get("/who/").json()["names"] for client in clients * 3]
    assert seen == [["methodist"], ["cnppm"]] * 3


def test_actor_before_the_request_is_restored(cast: Cast) -> None:
    before = actor_of(cast.grants["iro"])
    with acting(before):
        log_in(cast.grants["methodist"]).get("/who/")
        assert (current_or_none(), database_actor()) == (before, before.key)
    assert (current_or_none(), database_actor()) == (None, "")


@pytest.mark.parametrize("status", [200, 302, 422])
def test_answered_request_keeps_its_work(
    cast: Cast, django_capture_on_commit_callbacks: Callbacks, status: int
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        log_in(cast.grants["methodist"]).get(f"/write/{status}/")
    assert (names(), len(callbacks)) == ([str(status)], 1)


@pytest.mark.parametrize("address", ["/write/500/", "/write/503/", "/fail/"])
def test_failed_request_keeps_nothing(cast: Cast, django_capture_on_commit_callbacks: Callbacks, address: str) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        response = log_in(cast.grants["methodist"]).get(address)
    assert (response.status_code >= 500, names(), len(callbacks)) == (True, [], 0)
    assert (current_or_none(), database_actor()) == (None, "")


def test_template_is_rendered_while_the_actor_acts(cast: Cast) -> None:
    grant = cast.grants["methodist"]
    with acting(system("test")):
        SavedView.objects.create(user=grant.user, resource="test", name="мой")
    assert log_in(grant).get("/lazy/").content.decode() == "мой;"


def test_number_of_queries_before_the_view_is_constant(cast: Cast, django_assert_num_queries: Callbacks) -> None:
    grant = cast.grants["methodist"]
    client = log_in(grant)
    with django_assert_num_queries(QUERIES):
        client.get("/who/")
    for number in range(3):
        make_user(f"other{number}", "iro", cast.iro)
        add_role(grant, ["moo", "operator", "council"][number])
    with django_assert_num_queries(QUERIES):
        client.get("/who/")


# Transaction, session, user, three settings of the actor with their savepoints, roles, the view's own two.
QUERIES = 17
