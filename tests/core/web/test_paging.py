"""Paging by keys."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import models
from django.db.models import F, QuerySet

from apps.core.actor import acting, system
from apps.core.web import paging
from apps.core.web.paging import KEY, Cursor
from apps.organizations.models import Organization
from tests import factories as make
from tests.cast import Cast

DAYS = [date(2020, 9, 1), None, date(2019, 9, 1), date(2020, 9, 1), None, date(2021, 9, 1), date(2019, 9, 1)]


@pytest.fixture
def schools(cast: Cast) -> Iterator[None]:
    """Seven schools in a municipality of their own, with equal and empty days of opening."""
    with acting(system("test")):
        place = make.make_municipality(cast.region, "99603000", "Район В")
        for number, day in enumerate(DAYS):
            make.make_organization(place, short_name=f"Ш{number % 3}", opened_on=day)
        yield


def rows(key: str) -> QuerySet[Any]:
    """The seven schools with a sort key."""
    return Organization.objects.filter(municipality__oktmo="99603000").annotate(**{KEY: F(key)})


def walk(key: str, *, descending: bool, nullable: bool, backward: bool = False) -> list[list[int]]:
    """All pages of two rows, from the first (or from the last) to the other end."""
    pages: list[list[int]] = []
    cursor: Cursor | None = None
    if backward:
        cursor = last_cursor(key, descending=descending, nullable=nullable)
    while True:
        page = paging.take(rows(key), [], cursor, size=2, descending=descending, nullable=nullable)
        if page.rows:
            pages.append([row[0] for row in page.rows])
        cursor = page.previous if backward else page.next
        if cursor is None:
            return pages[::-1] if backward else pages


def last_cursor(key: str, *, descending: bool, nullable: bool) -> Cursor:
    """The cursor of the last page, reached from the front."""
    cursor: Cursor | None = None
    while True:
        page = paging.take(rows(key), [], cursor, size=2, descending=descending, nullable=nullable)
        if page.next is None:
            assert page.previous is not None
            return page.previous
        cursor = page.next


def in_order(key: str, *, descending: bool) -> list[int]:
    """The numbers in the order that is wanted: empty keys last."""
    found = list(rows(key).values_list("pk", KEY))
    filled = sorted(((k, pk) for pk, k in found if k is not None), reverse=descending)
    empty = sorted((pk for pk, k in found if k is None), reverse=descending)
    return [pk for _, pk in filled] + empty


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(("key", "nullable"), [("sort_key", False), ("sort_key", True), ("opened_on", True)])
def test_pages_forward_show_every_row_once_in_order(schools: None, key: str, nullable: bool, descending: bool) -> None:
    pages = walk(key, descending=descending, nullable=nullable)
    assert [pk for page in pages for pk in page] == in_order(key, descending=descending)
    assert [len(page) for page in pages] == [2, 2, 2, 1]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(("key", "nullable"), [("sort_key", False), ("opened_on", True)])
def test_pages_backward_show_the_same_rows(schools: None, key: str, nullable: bool, descending: bool) -> None:
    pages = walk(key, descending=descending, nullable=nullable, backward=True)
    assert [pk for page in pages for pk in page] == in_order(key, descending=descending)[:6]


def test_first_page_has_no_page_before_it_and_the_last_none_after(schools: None) -> None:
    first = paging.take(rows("sort_key"), [], None, size=4, descending=False, nullable=False)
    last = paging.take(rows("sort_key"), [], first.next, size=4, descending=False, nullable=False)
    assert (first.previous, last.next) == (None, None)
    assert (len(first.rows), len(last.rows)) == (4, 3)


def test_a_page_keeps_its_place_when_a_row_is_added_before_it(schools: None, cast: Cast) -> None:
    first = paging.take(rows("sort_key"), [], None, size=2, descending=False, nullable=False)
    before = paging.take(rows("sort_key"), [], first.next, size=2, descending=False, nullable=False)
    make.make_organization(Organization.objects.get(pk=first.rows[0][0]).home, short_name="А первая")
    after = paging.take(rows("sort_key"), [], first.next, size=2, descending=False, nullable=False)
    assert after.rows == before.rows


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ("школа № 5", models.CharField()),
        (date(2024, 2, 29), models.DateField()),
        (17, models.IntegerField()),
        (None, models.DateField()),
        (True, models.BooleanField()),
    ],
)
def test_cursor_survives_the_address(value: Any, field: Any) -> None:
    text = paging.encode(Cursor(value, 5))
    assert paging.decode(text, field, models.BigIntegerField(), backward=True) == Cursor(value, 5, backward=True)


@pytest.mark.parametrize("text", ["", "чепуха", "W10", "WzFd", "bm90IGpzb24", "eyJhIjoxfQ", "WyJ4IiwgInkiXQ"])
def test_cursor_that_somebody_wrote_himself_is_ignored(text: str) -> None:
    assert paging.decode(text, models.DateField(), models.BigIntegerField(), backward=False) is None


def test_count_stops_at_the_cap(schools: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "COUNT_CAP", 5)
    assert paging.capped_count(rows("sort_key")) == 6


@pytest.mark.parametrize(("nullable", "special"), [(False, 0), (True, 1)])
def test_order_of_a_filled_key_is_the_one_an_index_has(schools: None, nullable: bool, special: int) -> None:
    found = paging.ordered(rows("sort_key"), descending=True, nullable=nullable)
    assert str(found.query).count("NULLS") == special
