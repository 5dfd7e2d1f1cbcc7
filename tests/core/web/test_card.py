"""The page of one object, seen through organizations."""

from collections.abc import Iterator
from datetime import date

import pytest

from apps.core.actor import acting, system
from apps.core.models import AccessLogEntry
from apps.core.web import resource
from apps.organizations.models import Headcount, Organization
from apps.organizations.services.organizations import update_organization
from apps.organizations.services.records import give_flag, record_headcount
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, queries_of, text_of
from tests.core.web.conftest import Browse


def url(organization: Organization, tail: str = "") -> str:
    """The address of an organization's page."""
    return f"/organizations/{organization.pk}/{tail}"


def test_card_shows_facts_with_links(browse: Browse, cast: Cast) -> None:
    body = text_of(browse("cnppm").get(url(cast.cnppm)))
    assert "<h1>ЦНППМ</h1>" in body
    assert f'<a href="/organizations/{cast.iro.pk}/">ИРО</a>' in body
    place = cast.cnppm.municipality
    assert f'<a href="/organizations/municipalities/{place.pk}/">{place.name}</a>' in body


@pytest.mark.parametrize("tail", ["", "edit/", "do/close/", "?tab=flags"])
def test_object_out_of_scope_is_not_there(browse: Browse, cast: Cast, tail: str) -> None:
    response = browse("cnppm").get(url(cast.foreign_school, tail))
    assert response.status_code == 404
    assert "Чужая школа" not in text_of(response)


def test_object_in_scope_that_the_role_only_reads_has_no_buttons(browse: Browse, cast: Cast) -> None:
    client = browse("moo")
    body = text_of(client.get(url(cast.school_a)))
    assert ("Изменить" in body, "Действия" in body) == (False, False)
    assert client.get(url(cast.school_a, "edit/")).status_code == 403
    assert client.get(url(cast.school_a, "do/close/")).status_code == 403


def test_body_of_the_region_is_shown_to_a_municipality_and_closed_to_changes(browse: Browse, cast: Cast) -> None:
    client = browse("methodist")
    assert "Изменить" not in text_of(client.get(url(cast.cnppm)))
    assert client.get(url(cast.cnppm, "edit/")).status_code == 403
    assert "Изменить" in text_of(client.get(url(cast.school_a)))


def test_tab_shows_rows_of_the_object_alone(browse: Browse, cast: Cast) -> None:
    with acting(system("test")):
        give_flag(organization=cast.school_a, flag="shnor", valid_from=date(2024, 9, 1))
        give_flag(organization=cast.school_a2, flag="shnsu", valid_from=date(2023, 9, 1))
    body = text_of(browse("cnppm").get(url(cast.school_a, "?tab=flags")))
    assert ("ШНОР" in body, "01.09.2024" in body, "01.09.2023" in body) == (True, True, False)
    assert f'href="/organizations/flags/create/?organization={cast.school_a.pk}"' in body


def test_tab_that_nobody_declared_is_not_there(browse: Browse, cast: Cast) -> None:
    assert browse("cnppm").get(url(cast.school_a, "?tab=secrets")).status_code == 404


def test_history_is_for_roles_that_read_it(browse: Browse, cast: Cast) -> None:
    with acting(system("test")):
        update_organization(cast.school_a, phone="12-34-56", parent=cast.mms_a)
    body = text_of(browse("cnppm").get(url(cast.school_a, "?tab=history")))
    assert "карточка изменена" in body
    assert "<ins>12-34-56</ins>" in body
    assert "<ins>ММС района А</ins>" in body
    assert browse("moo").get(url(cast.school_a, "?tab=history")).status_code == 404


def test_history_names_no_row_out_of_scope(browse: Browse, cast: Cast) -> None:
    with acting(system("test")):
        update_organization(cast.school_a, parent=cast.school_b)
    body = text_of(browse("methodist").get(url(cast.school_a, "?tab=history")))
    assert ("запись вне вашей области" in body, "Школа Б-1" in body) == (True, False)


def test_page_of_a_part_returns_to_its_parent(browse: Browse, cast: Cast) -> None:
    with acting(system("test")):
        flag = give_flag(organization=cast.school_a, flag="shnor", valid_from=date(2024, 9, 1))
    response = browse("cnppm").get(f"/organizations/flags/{flag.pk}/")
    assert response.context["crumbs"] == [
        ("Организации", "/organizations/"),
        ("Школа А-1", url(cast.school_a)),
    ]


@pytest.fixture
def personal() -> Iterator[None]:
    """Organizations as if their cards were people's."""
    found = type(resource.get("organizations.organization"))
    found.personal = True
    yield
    found.personal = False


def test_looking_at_a_card_of_a_person_is_logged(browse: Browse, cast: Cast, personal: None) -> None:
    browse("cnppm").get(url(cast.school_a))
    with acting(system("test")):
        entry = AccessLogEntry.objects.get()
    assert (entry.action, entry.organization_ref, entry.user_id, entry.rows) == (
        "view",
        cast.school_a.pk,
        cast.grants["cnppm"].user_id,
        1,
    )


def test_card_asks_the_same_number_of_questions_whatever_hangs_on_it(browse: Browse, cast: Cast) -> None:
    days = iter(range(1, 10))

    def add() -> Headcount:
        return record_headcount(organization=cast.school_a, on_date=date(2024, 1, next(days)), pedagogues=30)

    assert_constant_queries(browse("cnppm"), url(cast.school_a, "?tab=headcounts"), add, queries=8)


def test_card_reads_its_facts_in_one_query(browse: Browse, cast: Cast) -> None:
    statements = queries_of(browse("cnppm"), url(cast.school_a))
    assert sum('FROM "organizations_organization"' in sql and "fact_full_name" in sql for sql in statements) == 1
    assert len(statements) == 7
