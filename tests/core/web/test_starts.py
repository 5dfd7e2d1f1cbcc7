"""The terms that come next and the pages opened often, on the first page."""

from datetime import date

import pytest

from apps.core.web.starts import Due
from tests.cast import Cast
from tests.core.web.conftest import Browse
from tests.core.web.test_agenda import part

pytestmark = pytest.mark.django_db


def test_every_shortcut_opens_for_each_of_its_roles(browse: Browse, cast: Cast) -> None:
    counts = {}
    for role in cast.grants:
        found = part(browse(role), "shortcuts")
        addresses = [one.address for one in found["shortcuts"]] if found else []
        assert [(role, url) for url in addresses if browse(role).get(url).status_code != 200] == []
        counts[role] = len(addresses)
    assert {role for role, number in counts.items() if not number} == {"administrator", "teacher"}


def test_the_pages_of_a_role_stand_in_the_order_of_its_work(browse: Browse) -> None:
    found = part(browse("operator"), "shortcuts")
    assert found is not None
    assert [one.title for one in found["shortcuts"]] == [
        "Загрузить таблицу",
        "Подтвердить список работников",
        "Внести работника",
        "Внести обучение",
        "Проверка данных",
    ]


def test_the_nearest_term_stands_first() -> None:
    near, far = Due(date(2026, 1, 9), "Я", "/b/"), Due(date(2026, 2, 1), "А", "/a/")
    assert sorted([far, near]) == [near, far]


def test_roles_without_terms_have_no_block_of_them(browse: Browse) -> None:
    assert part(browse("teacher"), "deadlines") is None
