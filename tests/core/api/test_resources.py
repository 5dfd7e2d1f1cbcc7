"""Every resource by program: the same rows, filters and order as on the screen, and nothing to write."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.core.actor import acting, system
from apps.core.models import AccessLogEntry
from apps.core.web import resource as resources
from tests import factories as make
from tests.cast import Cast

PEOPLE = "/api/v1/teachers/person/"


def client_of(cast: Cast, role: str) -> Client:
    client = Client()
    client.force_login(cast.grants[role].user)
    return client


def names(cast: Cast, role: str, query: str = "") -> list[str]:
    response = client_of(cast, role).get(PEOPLE + query)
    assert response.status_code == 200
    return [row["name"] for row in response.json()["results"]]


@pytest.fixture
def log(cast: Cast) -> Any:
    """The entries of the access log."""

    def read(action: str) -> list[tuple[str, int | None]]:
        with acting(system("test")):
            return list(AccessLogEntry.objects.filter(action=action).values_list("subject", "rows"))

    return read


def test_every_resource_has_its_two_operations() -> None:
    for found in resources.every():
        name = found.label().replace(".", "_")
        assert reverse(f"api:{name}_list") == f"/api/v1/{found.model._meta.app_label}/{found.slug}/"


def test_a_visitor_gets_403_in_json(db: None, client: Client) -> None:
    response = client.get(PEOPLE)
    assert (response.status_code, response["Content-Type"]) == (403, "application/json")


def test_a_role_without_the_right_gets_403(cast: Cast) -> None:
    response = client_of(cast, "ministry").get(PEOPLE)
    assert (response.status_code, response.json()["detail"]) == (403, "Этот раздел не открыт для вашей роли.")


def test_rows_are_those_of_the_scope(cast: Cast) -> None:
    assert names(cast, "methodist") == [p.full_name for p in (cast.head, cast.colleague, cast.teacher)]
    assert names(cast, "operator") == [cast.head.full_name, cast.teacher.full_name]


def test_a_row_of_another_scope_is_not_there(cast: Cast) -> None:
    client = client_of(cast, "methodist")
    assert client.get(f"{PEOPLE}{cast.stranger.pk}/").status_code == 404
    own = client.get(f"{PEOPLE}{cast.teacher.pk}/").json()
    assert (own["id"], own["organization_id"]) == (cast.teacher.pk, cast.school_a.pk)


def test_no_answer_holds_a_snils(cast: Cast) -> None:
    client = client_of(cast, "cnppm")
    for url in (PEOPLE, f"{PEOPLE}{cast.teacher.pk}/"):
        assert cast.teacher.snils[:9] not in client.get(url).content.decode()


def test_search_filters_and_order_are_those_of_the_screen(cast: Cast) -> None:
    assert names(cast, "cnppm", "?q=Пос") == [cast.stranger.full_name]
    assert names(cast, "cnppm", f"?municipality={cast.municipality_b.pk}") == [cast.stranger.full_name]
    everyone = names(cast, "cnppm")
    assert names(cast, "cnppm", "?sort=-name") == everyone[::-1]


@pytest.mark.parametrize(
    ("query", "field"),
    [("?nonsense=1", "nonsense"), ("?limit=0", "limit"), ("?limit=x", "limit"), ("?age_from=x", "age_from")],
)
def test_what_there_is_not_is_refused_by_name(cast: Cast, query: str, field: str) -> None:
    response = client_of(cast, "cnppm").get(PEOPLE + query)
    assert response.status_code == 400
    assert list(response.json()) == [field]


def test_pages_follow_one_another(cast: Cast) -> None:
    client, seen, url = client_of(cast, "cnppm"), [], f"{PEOPLE}?limit=2"
    while url:
        answer = client.get(url).json()
        assert answer["count"] == 4
        seen.append([row["id"] for row in answer["results"]])
        url = answer["next"]
    assert [len(page) for page in seen] == [2, 2]
    assert sorted(key for page in seen for key in page) == sorted(
        p.pk for p in (cast.teacher, cast.head, cast.colleague, cast.stranger)
    )


def test_the_number_of_queries_does_not_depend_on_rows(cast: Cast, django_assert_num_queries: Any) -> None:
    client = client_of(cast, "methodist")
    client.get(PEOPLE)
    with django_assert_num_queries(18):
        client.get(PEOPLE)
    with acting(system("test")):
        for _ in range(3):
            make.make_person(cast.school_a)
    with django_assert_num_queries(18):
        client.get(PEOPLE)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written_by_program(cast: Cast, method: str) -> None:
    assert getattr(client_of(cast, "cnppm"), method)(PEOPLE).status_code == 405


def test_reading_people_is_logged(cast: Cast, log: Any) -> None:
    names(cast, "methodist")
    client_of(cast, "methodist").get(f"{PEOPLE}{cast.teacher.pk}/")
    assert log("export") == [("Работники: программный доступ", 3)]
    assert log("view") == [("работник: программный доступ", 1)]


def test_reading_organizations_is_not_logged(cast: Cast, log: Any) -> None:
    assert client_of(cast, "methodist").get("/api/v1/organizations/organization/").status_code == 200
    assert log("export") == []


def test_description_is_valid_and_names_every_resource(cast: Cast) -> None:
    whole = client_of(cast, "teacher").get("/api/v1/schema/?format=json").json()
    paths = {f"/api/v1/{found.model._meta.app_label}/{found.slug}/" for found in resources.every()}
    assert paths <= set(whole["paths"])
    operation = whole["paths"][PEOPLE]["get"]
    assert operation["operationId"] == "teachers_person_list"
    assert {"q", "municipality", "sort", "limit"} <= {one["name"] for one in operation["parameters"]}


def test_description_needs_a_login(db: None, client: Client) -> None:
    assert client.get("/api/v1/schema/").status_code == 403
    assert client.get("/api/v1/").status_code == 302


def test_page_lists_the_operations(cast: Cast) -> None:
    text = client_of(cast, "teacher").get("/api/v1/").content.decode()
    assert "<code>GET /api/v1/teachers/person/</code> — Работники" in " ".join(text.split())
