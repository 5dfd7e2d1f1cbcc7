"""Logging in and out."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from apps.accounts import guard
from apps.accounts.models import LoginAttempt, User
from apps.core.actor import acting, system
from tests.core.web.checks import text_of

LOGIN = "/accounts/login/"
WRONG = "Логин или пароль неверны."
CLOSED = "Слишком много неудачных попыток."


@pytest.fixture
def user(db: None) -> User:
    """Somebody with a password."""
    with acting(system("test")):
        return User.objects.create_user("ivanova", "верный пароль", full_name="Иванова")


def attempt(client: Client, login: str = "ivanova", password: str = "неверный", **more: str) -> tuple[int, str]:
    """The status and the text of an attempt."""
    response = client.post(LOGIN, {"login": login, "password": password, **more})
    return response.status_code, text_of(response)


@pytest.mark.parametrize("login", ["ivanova", " Ivanova ", "IVANOVA"])
def test_login_is_compared_without_case(user: User, login: str) -> None:
    client = Client()
    assert attempt(client, login, "верный пароль")[0] == 302
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(("login", "password"), [("ivanova", "неверный"), ("nobody", "верный пароль")])
def test_answer_never_says_which_of_the_two_was_wrong(user: User, login: str, password: str) -> None:
    status, body = attempt(Client(), login, password)
    assert (status, WRONG in body) == (422, True)


def test_empty_fields_are_named(user: User) -> None:
    status, body = attempt(Client(), "", "")
    assert (status, 'href="#id_login"' in body, 'href="#id_password"' in body) == (422, True, True)


def test_closed_user_cannot_log_in(user: User) -> None:
    with acting(system("test")):
        User.objects.update(is_active=False)
    assert WRONG in attempt(Client(), "ivanova", "верный пароль")[1]


def test_login_leads_to_the_page_that_was_asked_for(user: User) -> None:
    data = {"login": "ivanova", "password": "верный пароль", "next": "/accounts/profile/"}
    assert Client().post(LOGIN, data).headers["Location"] == "/accounts/profile/"


@pytest.mark.parametrize("address", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_login_leads_to_no_other_site(user: User, address: str) -> None:
    data = {"login": "ivanova", "password": "верный пароль", "next": address}
    assert Client().post(LOGIN, data).headers["Location"] == "/"


def test_guessing_is_stopped_even_for_the_right_password(user: User) -> None:
    client = Client()
    for _ in range(guard.PER_PLACE):
        assert WRONG in attempt(client)[1]
    assert CLOSED in attempt(client, "ivanova", "верный пароль")[1]


def test_guessing_is_stopped_for_this_place_only(user: User) -> None:
    for _ in range(guard.PER_PLACE):
        attempt(Client())
    assert attempt(Client(REMOTE_ADDR="10.0.0.7"), "ivanova", "верный пароль")[0] == 302


def test_guessing_of_many_logins_from_one_place_is_stopped(user: User) -> None:
    LoginAttempt.objects.bulk_create(
        LoginAttempt(login=f"user{number}", address="127.0.0.1") for number in range(guard.PER_ADDRESS)
    )
    assert CLOSED in attempt(Client())[1]


def test_quarter_of_an_hour_later_one_may_try_again(user: User) -> None:
    for _ in range(guard.PER_PLACE):
        attempt(Client())
    LoginAttempt.objects.update(at=timezone.now() - guard.WINDOW - timedelta(seconds=1))
    assert attempt(Client(), "ivanova", "верный пароль")[0] == 302


def test_success_starts_the_count_anew(user: User) -> None:
    for _ in range(guard.PER_PLACE - 1):
        attempt(Client())
    attempt(Client(), "ivanova", "верный пароль")
    assert LoginAttempt.objects.count() == 0


def test_old_attempts_are_forgotten(user: User) -> None:
    attempt(Client())
    LoginAttempt.objects.update(at=timezone.now() - timedelta(days=1))
    attempt(Client())
    assert LoginAttempt.objects.count() == 1


def test_demo_logins_are_listed_on_a_demo_only(user: User) -> None:
    assert "Демонстрационный вход" not in text_of(Client().get(LOGIN))
    with acting(system("test")):
        User.objects.update(demo=True)
    assert "<code>ivanova</code>" in text_of(Client().get(LOGIN))


def test_logged_in_user_needs_no_login_page(user: User) -> None:
    client = Client()
    client.force_login(user)
    assert client.get(LOGIN).headers["Location"] == "/"


def test_logout_is_a_form_and_ends_the_session(user: User) -> None:
    client = Client()
    client.force_login(user)
    assert client.get("/accounts/logout/").status_code == 405
    assert client.post("/accounts/logout/").headers["Location"] == LOGIN
    assert client.get("/").status_code == 302
