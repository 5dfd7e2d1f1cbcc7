"""One's own password and profile."""

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import log_in, text_of

PAGE = "/accounts/password/"
NEW = "Новый-пароль-2025"


@pytest.fixture
def client(cast: Cast) -> Client:
    """A browser of a user whose password is «старый пароль»."""
    with acting(system("test")):
        user = cast.grants["cnppm"].user
        user.set_password("старый пароль")
        user.save()
    return log_in(cast, "cnppm")


def change(client: Client, old: str = "старый пароль", new: str = NEW, again: str = NEW) -> tuple[int, str]:
    """The status and the text of an attempt."""
    response = client.post(PAGE, {"old": old, "new": new, "again": again})
    return response.status_code, text_of(response)


def test_password_is_changed_and_the_session_goes_on(client: Client, cast: Cast) -> None:
    assert change(client)[0] == 302
    assert client.get("/").status_code == 200
    assert User.objects.get(pk=cast.grants["cnppm"].user_id).check_password(NEW)


def test_history_says_that_it_changed_but_not_what_it_is(client: Client) -> None:
    change(client)
    with acting(system("test")):
        entry = HistoryEntry.objects.get(verb="change_password")
    assert (entry.before.get("password"), entry.after.get("password")) == (None, None)


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        ("не тот", NEW, NEW, "Нынешний пароль набран неверно."),
        ("старый пароль", NEW, "другое", "Пароли не совпали."),
        ("старый пароль", "12345", "12345", "Введённый пароль слишком короткий"),
        ("старый пароль", "password", "password", "Введённый пароль слишком широко распространён"),
    ],
)
def test_wrong_input_is_refused_at_its_field(client: Client, old: str, new: str, again: str, words: str) -> None:
    status, body = change(client, old, new, again)
    assert (status, words in body) == (422, True)


def test_profile_shows_roles_and_organizations(client: Client) -> None:
    body = text_of(client.get("/accounts/profile/"))
    assert ("Специалист ЦНППМ" in body, f"с {make.LONG_AGO:%d.%m.%Y}" in body) == (True, True)
