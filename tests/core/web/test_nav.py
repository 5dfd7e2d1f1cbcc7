"""The second level of the navigation: folders of what is opened seldom."""

import pytest

from apps.core.web import nav
from apps.core.web.nav import Item
from tests.core.web.checks import text_of
from tests.core.web.conftest import Browse


def section(browse: Browse, role: str, path: str, key: str) -> Item:
    """A section of the navigation as a role sees it on a page."""
    menu: list[Item] = browse(role).get(path).context["frame"].menu
    return next(item for item in menu if item.section.key == key)


def test_folder_of_the_open_page_is_the_only_open_one(browse: Browse) -> None:
    found = section(browse, "cnppm", "/organizations/flags/", "organizations")
    assert [(folder.title, folder.current) for folder in found.folders] == [
        ("", False),
        ("Площадки и отбор", True),
        ("Акты и договоры", False),
        ("Заседания и письма", False),
    ]


def test_folder_is_drawn_open_where_the_page_is(browse: Browse) -> None:
    body = text_of(browse("cnppm").get("/organizations/flags/"))
    assert (body.count('<details class="folder" open>'), body.count('<details class="folder">')) == (1, 2)


def test_card_of_a_list_opens_the_folder_of_its_list(browse: Browse) -> None:
    found = section(browse, "cnppm", "/organizations/agreements/create/", "organizations")
    assert [folder.title for folder in found.folders if folder.current] == ["Акты и договоры"]


def test_role_with_few_pages_sees_them_without_folders(browse: Browse) -> None:
    found = section(browse, "teacher", "/organizations/", "organizations")
    assert ([folder.title for folder in found.folders], len(found.links) <= nav.FEW) == ([""], True)


def test_section_opens_its_first_page(browse: Browse) -> None:
    found = section(browse, "cnppm", "/", "programs")
    assert (found.url, found.active, found.links[0].title) == ("/programs/", False, "Программы")


def test_page_of_the_section_itself_stands_before_the_folders(browse: Browse) -> None:
    links = [link.title for link in section(browse, "cnppm", "/", "people").links]
    assert links.index("Места работы") < links.index("Назначения")


@pytest.mark.parametrize("place", ["nowhere", "organizations.nowhere", "people.papers"])
def test_entry_of_an_unknown_place_is_refused(place: str) -> None:
    entry = nav.Entry(place, "Страница", "core:home", nav.everyone)
    with pytest.raises(ValueError, match=f"Нет раздела «{place}»"):
        nav.register(entry)
