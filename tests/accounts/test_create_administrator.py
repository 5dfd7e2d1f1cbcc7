"""The first user of a new portal, from the command line."""

import io
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command

from apps.accounts.models import Assignment, User
from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.organizations.models import Organization
from tests import factories as make

pytestmark = pytest.mark.django_db
PASSWORD = "очень-длинный-пароль"


@pytest.fixture
def body() -> Iterator[Organization]:
    """The ministry of a new portal."""
    with acting(system("test")):
        region = make.make_region()
        yield make.make_organization(make.make_municipality(region, "99601000", "Район А"), "ministry", code="М-1")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What stands on the standard input."""
    text = io.StringIO(f"{PASSWORD}\n")
    monkeypatch.setattr("sys.stdin", text)
    return text


def create(login: str = "Admin", organization: str = "М-1") -> str:
    """Run the command; returns what it says."""
    said = io.StringIO()
    call_command("create_administrator", login=login, name="Тест Администратор", organization=organization, stdout=said)
    return said.getvalue().strip()


def test_administrator_is_made_with_role_password_and_history(body: Organization, typed: io.StringIO) -> None:
    assert create() == "Администратор «admin» создан"
    user = User.objects.get(login="admin")
    (role,) = Assignment.objects.filter(user=user)
    assert (role.role, role.organization, role.valid_to) == ("administrator", body, None)
    assert user.check_password(PASSWORD)
    verbs = HistoryEntry.objects.filter(object_kind__startswith="accounts.").values_list("verb", flat=True)
    assert sorted(verbs) == ["assign_role", "create_user"]


def test_unknown_organization_is_named(typed: io.StringIO) -> None:
    with pytest.raises(CommandError, match="кодом «Нет-такой» нет"):
        create(organization="Нет-такой")


def test_weak_password_is_refused_and_nobody_made(body: Organization, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("12345\n"))
    with pytest.raises(CommandError, match="короткий"):
        create()
    assert not User.objects.filter(login="admin").exists()


def test_taken_login_is_refused(body: Organization, typed: io.StringIO) -> None:
    create()
    typed.seek(0)
    with pytest.raises(CommandError, match="Такой логин уже есть"):
        create("ADMIN")
