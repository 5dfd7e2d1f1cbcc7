"""The declaration of a resource is checked when it is read."""

from typing import Any

import pytest

from apps.accounts.models import User
from apps.core.web import nav, resource, sections
from apps.core.web.actions import Action
from apps.core.web.columns import Column
from apps.core.web.resource import Resource, Titles
from apps.core.web.sections import Facts, Related
from apps.organizations.models import Organization

TITLES = Titles("Пробы", "проба", "пробы", "проб")
GOOD: dict[str, Any] = {
    "model": Organization,
    "slug": "probe",
    "titles": TITLES,
    "columns": (Column("code", "Код", sort=True),),
    "ordering": "code",
}


def problem(**wrong: Any) -> str:
    """What a declaration with these attributes is refused with."""
    with pytest.raises(TypeError) as refused:
        type("Probe", (Resource,), {**GOOD, **wrong})
    return str(refused.value)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"columns": (Column("code", "Код", sort=True), Column("code", "Ещё"))}, "column «code» twice"),
        ({"columns": (Column("code", "Код", sort=True), Column("nothing", "?"))}, "no field «nothing»"),
        ({"ordering": "-name"}, "ordering «-name» is no sortable column"),
        ({"card": ("name",)}, "card names no column: «name»"),
        ({"search": (("name", "starts"),)}, "no field «name»"),
        ({"search": (("code", "guess"),)}, "no way of search «guess»"),
        ({"section": "sky"}, "no section of the navigation «sky»"),
        ({"sections": (Facts("А", ("nothing",)),)}, "no field «nothing»"),
        ({"sections": (Related("a", "А", "x.y", "z"), Related("a", "Б", "x.y", "z"))}, "tab «a» twice"),
        ({"actions": (Action("not a slug", "А", print, "Готово"),)}, "is no slug"),
        ({"parent": ("owner", "x.y")}, "no field «owner»"),
        ({"columns": (Column("code", "Код", sort=True, link="x.y"),)}, "links without link_key"),
        ({"model": User, "columns": (Column("login", "Л", sort=True),), "ordering": "login"}, "name the «right»"),
    ],
)
def test_wrong_declaration_is_refused_with_its_reason(wrong: dict[str, Any], words: str) -> None:
    assert words in problem(**wrong)


def test_all_problems_are_told_at_once() -> None:
    text = problem(ordering="x", card=("y",))
    assert text == "Probe: card names no column: «y»; ordering «x» is no sortable column"


def test_refused_declaration_is_not_in_the_registry() -> None:
    problem(ordering="x")
    with pytest.raises(KeyError):
        resource.get("organizations.probe")


def test_registry_knows_what_the_applications_declare() -> None:
    labels = {found.label() for found in resource.every()}
    assert {"organizations.organization", "organizations.flag", "accounts.user"} <= labels


def test_addresses_are_named_after_application_and_slug() -> None:
    found = resource.get("organizations.organization")
    assert [found.url("list"), found.url("detail", 5), found.url("edit", 5), found.url("action", 5, "close")] == [
        "/organizations/",
        "/organizations/5/",
        "/organizations/5/edit/",
        "/organizations/5/do/close/",
    ]


def test_noun_goes_with_its_number() -> None:
    assert [TITLES.count(n) for n in (1, 2, 5)] == ["проба", "пробы", "проб"]


def test_tab_may_be_added_from_above_once() -> None:
    tab = Related("tried", "Проба", "organizations.flag", "organization")
    sections.add("organizations.tried", tab)
    sections.add("organizations.tried", tab)
    assert sections.added_to("organizations.tried") == (tab,)
    with pytest.raises(ValueError, match="уже есть"):
        sections.add("organizations.tried", Related("tried", "Другая", "organizations.flag", "organization"))


def test_entry_of_an_unknown_section_is_refused() -> None:
    with pytest.raises(ValueError, match="Нет раздела"):
        nav.register(nav.Entry("sky", "Небо", "core:home", nav.everyone))
