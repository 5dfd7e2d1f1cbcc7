"""Organizations stand in the order in which people count."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from apps.core.actor import acting, system
from apps.core.imports.types import natural_key_sql
from apps.core.text import natural_key
from apps.organizations.models import Organization
from apps.organizations.services.organizations import create_organization
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import log_in

NAMES = ("Школа № 3", "Лицей 12/45-а, корпус 7", "Школа № 003", "№ 123456 и 99999", "Ёлка", "1 2 33 444 5555 66666")


@pytest.mark.parametrize("name", NAMES)
def test_sql_makes_the_same_key(db: None, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {natural_key_sql('n.name')} FROM (SELECT %s::text) n (name)", [name])
        assert cursor.fetchone() == (natural_key(name),)


def test_list_counts_as_people_do(cast: Cast) -> None:
    with acting(system("test")):
        for number in (103, 3, 20):
            name = f"Школа № {number}"
            create_organization(code=f"Н-{number}", kind="school", full_name=name, home=cast.municipality_a)
    page = log_in(cast, "cnppm").get("/organizations/?q=школа+№").context["listing"].table.page
    assert [row[2] for row in page.rows] == ["Школа № 3", "Школа № 20", "Школа № 103"]


def test_search_finds_a_number_as_it_is_typed(cast: Cast) -> None:
    with acting(system("test")):
        make.make_organization(cast.municipality_a, short_name="Школа №3")
        make.make_organization(cast.municipality_a, short_name="Школа № 41")
    for typed, found in (("№3", ["Школа №3"]), ("школа 41", ["Школа № 41"]), ("школа 4", ["Школа № 41"])):
        page = log_in(cast, "cnppm").get(f"/organizations/?q={typed}").context["listing"].table.page
        assert [row[2] for row in page.rows] == found


def test_keys_of_before_are_written_anew(cast: Cast) -> None:
    with acting(system("test")):
        old = make.make_organization(cast.municipality_a, short_name="Школа № 7", sort_key="школа № 7")
    import_module("apps.organizations.migrations.0004_natural_keys").renew(apps, connection.schema_editor())
    with acting(system("test")):
        assert Organization.objects.get(pk=old.pk).sort_key == "школа № 00007"
