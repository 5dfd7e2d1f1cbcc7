"""The list of a resource, seen through organizations."""

import pytest
from django.test import Client

from apps.core.actor import acting, system
from apps.core.models import SavedView
from apps.core.web import table
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.core.web.conftest import Browse

LIST = "/organizations/"


def names(client: Client, query: str = "") -> list[str]:
    """The names that a list shows, in order."""
    response = client.get(LIST + query)
    assert response.status_code == 200
    listing = response.context["listing"]
    return [row[2] for row in listing.table.page.rows]


def test_list_shows_the_actors_scope_and_no_more(browse: Browse) -> None:
    shared = ["ИРО", "Министерство", "ММС района А", "ЦНППМ", "ЦОПМКП", "Школа А-1", "Школа А-2"]
    assert names(browse("methodist")) == shared
    assert "Школа Б-1" in names(browse("cnppm"))
    assert "Чужая школа" not in names(browse("cnppm"))


def test_list_of_the_installation_shows_every_region(browse: Browse) -> None:
    assert "Чужая школа" in names(browse("administrator"))


def test_role_without_the_right_is_refused(browse: Browse) -> None:
    response = browse("teacher").get(LIST)
    assert response.status_code == 403
    assert "Этот раздел не открыт для вашей роли." in text_of(response)


def test_visitor_is_sent_to_the_login(db: None) -> None:
    response = Client().get(LIST)
    assert (response.status_code, response.headers["Location"]) == (302, "/accounts/login/?next=/organizations/")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("школа а", ["Школа А-1", "Школа А-2", "Школа Б-1"]),
        ("ШКОЛА  а-2", ["Школа А-2"]),
        ("института", []),
    ],
)
def test_search_wants_every_word(browse: Browse, words: str, found: list[str]) -> None:
    listed = names(browse("cnppm"), f"?q={words}")
    assert [name for name in listed if name.startswith("Школа")] == found


def test_filters_narrow_and_stand_as_chips(browse: Browse, cast: Cast) -> None:
    place = cast.municipality_a.pk
    response = browse("cnppm").get(f"{LIST}?kind=school&kind=mms&municipality={place}&sort=-short_name")
    listing = response.context["listing"]
    assert [row[2] for row in listing.table.page.rows] == ["Школа А-2", "Школа А-1", "ММС района А"]
    assert [(chip.title, chip.value) for chip in listing.chips] == [
        ("Тип", "Школа"),
        ("Тип", "ММС"),
        ("Муниципалитет", "Район А"),
    ]
    assert listing.chips[0].remove == f"?kind=mms&municipality={place}&sort=-short_name"


def test_filter_with_nonsense_says_so_and_narrows_nothing(browse: Browse) -> None:
    response = browse("cnppm").get(f"{LIST}?opened_from=вчера&q=школа")
    assert "Введите правильную дату" in text_of(response)
    assert response.context["listing"].chips == []


def test_filter_by_a_row_out_of_scope_is_nonsense(browse: Browse, cast: Cast) -> None:
    response = browse("cnppm").get(f"{LIST}?municipality={cast.foreign_school.municipality_id}")
    assert "не найдено" in text_of(response)
    assert "Чужой район" not in text_of(response)


def test_sort_by_click_turns_the_order(browse: Browse) -> None:
    client = browse("cnppm")
    heads = {head.column.name: head for head in client.get(LIST).context["listing"].table.heads()}
    assert (heads["short_name"].url, heads["short_name"].direction) == ("?sort=-short_name", "ascending")
    assert (heads["code"].url, heads["code"].direction) == ("?sort=code", "")
    assert names(client, "?sort=-short_name") == names(client)[::-1]


def test_order_that_nobody_declared_is_the_lists_own(browse: Browse) -> None:
    client = browse("cnppm")
    assert names(client, "?sort=password") == names(client)


def test_hidden_order_stands_among_the_chips(browse: Browse) -> None:
    assert "По столбцу: Открыта" in text_of(browse("cnppm").get(f"{LIST}?sort=opened_on"))


def test_pages_follow_each_other(browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "PAGE_SIZE", 3)
    client = browse("cnppm")
    first = client.get(LIST).context["listing"].table
    second = client.get(LIST + first.next_url).context["listing"].table
    back = client.get(LIST + second.previous_url).context["listing"].table
    assert (first.previous_url, len(first.page.rows)) == ("", 3)
    assert [row[0] for row in back.page.rows] == [row[0] for row in first.page.rows]
    assert {row[0] for row in second.page.rows}.isdisjoint(row[0] for row in first.page.rows)


def test_columns_of_the_address_are_shown_in_its_order(browse: Browse) -> None:
    listing = browse("cnppm").get(f"{LIST}?columns=code,short_name,nothing").context["listing"]
    assert [column.name for column in listing.columns] == ["code", "short_name"]


def test_choice_of_columns_is_remembered_for_its_user(browse: Browse) -> None:
    client = browse("cnppm")
    response = client.post(f"{LIST}columns/?q=школа", {"column": ["inn", "short_name", "secret"]})
    assert response.headers["Location"] == "/organizations/?q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0&columns=inn%2Cshort_name"
    assert [c.name for c in client.get(LIST).context["listing"].columns] == ["inn", "short_name"]
    assert "inn" not in [c.name for c in browse("methodist").get(LIST).context["listing"].columns]


def test_choice_of_columns_can_be_taken_back(browse: Browse) -> None:
    client = browse("cnppm")
    own = [c.name for c in client.get(LIST).context["listing"].columns]
    client.post(f"{LIST}columns/", {"column": ["inn"]})
    client.post(f"{LIST}columns/", {"reset": "1"})
    assert [c.name for c in client.get(LIST).context["listing"].columns] == own


def test_view_is_saved_under_a_name_and_forgotten(browse: Browse, cast: Cast) -> None:
    client = browse("cnppm")
    client.post(f"{LIST}views/?kind=school&after=xyz", {"name": "  Мои   школы "})
    with acting(system("test")):
        view = SavedView.objects.get()
    assert (view.name, view.query, view.user_id) == ("Мои школы", "kind=school", cast.grants["cnppm"].user_id)
    assert "Мои школы" in text_of(client.get(LIST))
    client.post(f"{LIST}views/", {"forget": str(view.pk)})
    with acting(system("test")):
        assert SavedView.objects.count() == 0


def test_view_of_somebody_else_is_neither_seen_nor_forgotten(browse: Browse) -> None:
    browse("cnppm").post(f"{LIST}views/?kind=school", {"name": "Чужой вид"})
    other = browse("methodist")
    with acting(system("test")):
        view = SavedView.objects.get()
    other.post(f"{LIST}views/", {"forget": str(view.pk)})
    assert "Чужой вид" not in text_of(other.get(LIST))
    with acting(system("test")):
        assert SavedView.objects.count() == 1


def test_view_without_a_name_is_refused(browse: Browse) -> None:
    response = browse("cnppm").post(f"{LIST}views/?kind=school", {"name": " "}, follow=True)
    assert "Назовите вид, чтобы сохранить его." in text_of(response)


def test_part_for_htmx_is_the_table_alone(browse: Browse) -> None:
    client = browse("cnppm")
    part = client.get(LIST, headers={"HX-Request": "true"})
    assert text_of(part).lstrip().startswith('<div id="list"')
    assert "HX-Request" in part.headers["Vary"]
    whole = client.get(LIST, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<!DOCTYPE html>" in text_of(whole)


def test_count_is_told_with_its_noun(browse: Browse) -> None:
    assert "1 организация" in text_of(browse("cnppm").get(f"{LIST}?q=школа б-1"))


def test_empty_result_offers_to_reset(browse: Browse) -> None:
    body = text_of(browse("cnppm").get(f"{LIST}?q=ничего такого"))
    assert "Ничего не найдено" in body
    assert "Сбросить всё" in body


def test_empty_list_says_what_will_be_here(browse: Browse) -> None:
    assert "Здесь появятся статусы организаций." in text_of(browse("cnppm").get("/organizations/sites/"))


def test_button_new_is_for_those_who_may(browse: Browse) -> None:
    shown = {role: "Новая организация" in text_of(browse(role).get(LIST)) for role in ("cnppm", "methodist", "moo")}
    assert shown == {"cnppm": True, "methodist": True, "moo": False}


def test_number_of_queries_does_not_depend_on_rows(browse: Browse, cast: Cast) -> None:
    client = browse("cnppm")
    assert_constant_queries(client, LIST, lambda: make.make_organization(cast.municipality_a), queries=8)


def test_link_to_a_page_that_the_role_may_not_open_is_plain_text(browse: Browse, cast: Cast) -> None:
    body = text_of(browse("administrator").get("/accounts/roles/"))
    assert f'href="/organizations/{cast.school_a.pk}/"' in body
