"""The table of a resource: rows read once as plain values, cells written by Python, one template for all."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from apps.core.actor import Actor
from apps.core.web import paging, resource
from apps.core.web.columns import Column, cell, expression, final_field, labels_of
from apps.core.web.paging import KEY, Page
from apps.core.web.resource import PAGE_SIZE, Resource
from apps.core.web.state import AFTER, BEFORE, SORT, ListState

PLACEHOLDER = 9_007_199_254_740_993
CARD_FIELDS = 3


def alias(name: str) -> str:
    """The name of a column's annotation: it cannot meet a field's."""
    return f"col_{name}"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: its words, where a click leads, how it is sorted now."""

    column: Column
    url: str
    direction: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it is drawn: its number and its cells."""

    pk: Any
    cells: SafeString


def address_pattern(owner: Resource, page: str) -> tuple[str, str]:
    """An address with a key in it, cut at the key: reversing it for every row would cost more than the query."""
    numbered = isinstance(owner.model._meta.pk, models.IntegerField)
    key = PLACEHOLDER if numbered else UUID(int=PLACEHOLDER)
    before, after = reverse(owner.name(page), args=(key,)).split(str(key))
    return before, after


class Table:
    """Rows of a resource with chosen columns in a chosen order, page by page."""

    def __init__(
        self, owner: Resource, rows: QuerySet[Any], columns: list[Column], state: ListState, actor: Actor
    ) -> None:
        self.resource, self.base, self.columns, self.state, self.actor = owner, rows, columns, state, actor

    # --- order
    @cached_property
    def order(self) -> tuple[Column, bool]:
        """The column sorted by, and whether from the end; what nobody can sort by falls back to the resource's own."""
        for text in (self.state.sort, self.resource.ordering):
            column = self.resource.column(text.lstrip("-"))
            if column is not None and column.sort_path:
                return column, text.startswith("-")
        raise AssertionError("checked at class creation")

    @cached_property
    def nullable(self) -> bool:
        """Whether keys may be empty: fields that cannot be are paged by an index."""
        path = self.order[0].sort_path
        found = final_field(self.resource.model, path) if path and "__" not in str(path) else None
        return found is None or bool(found.null)

    # --- reading
    @cached_property
    def labels(self) -> dict[str, Mapping[Any, str]]:
        """The words of each column's codes."""
        return {column.name: labels_of(self.resource.model, column) for column in self.columns}

    @cached_property
    def keys(self) -> list[str]:
        """The columns that only carry the number of a linked object."""
        return [column.name for column in self.columns if column.link_key]

    def annotated(self) -> QuerySet[Any]:
        """The rows with every value that is shown, and the sort key."""
        model = self.resource.model
        values = {alias(c.name): expression(model, c.path) for c in self.columns}
        links = {alias(f"key_{c.name}"): expression(model, c.link_key) for c in self.columns if c.link_key}
        rows: QuerySet[Any] = self.base.annotate(**{KEY: expression(model, self.order[0].sort_path)}, **values, **links)
        return rows

    @cached_property
    def page(self) -> Page:
        """The page that the address asks for."""
        rows = self.annotated()
        names = [alias(c.name) for c in self.columns] + [alias(f"key_{name}") for name in self.keys]
        cursor = self._cursor(rows)
        return paging.take(rows, names, cursor, size=PAGE_SIZE, descending=self.order[1], nullable=self.nullable)

    def _cursor(self, rows: QuerySet[Any]) -> paging.Cursor | None:
        pk = self.resource.model._meta.pk
        for name, backward in ((AFTER, False), (BEFORE, True)):
            if text := self.state.query.get(name):
                return paging.decode(text, paging.key_field(rows), pk, backward=backward)
        return None

    def values(self) -> Iterator[tuple[Any, ...]]:
        """All rows in their order as plain values of the shown columns, for files."""
        rows = paging.ordered(self.annotated(), descending=self.order[1], nullable=self.nullable)
        return rows.values_list(*[alias(c.name) for c in self.columns]).iterator(chunk_size=2000)

    @cached_property
    def count(self) -> int:
        """The number of all rows, capped: see ``paging.COUNT_CAP``."""
        return paging.capped_count(self.base)

    @property
    def capped(self) -> bool:
        """Whether there are more rows than were counted."""
        return self.count > paging.COUNT_CAP

    # --- drawing
    @property
    def next_url(self) -> str:
        """The address of the following page; empty on the last one."""
        return self.state.url(after=paging.encode(self.page.next), before=None) if self.page.next else ""

    @property
    def previous_url(self) -> str:
        """The address of the page before; empty on the first one."""
        found = self.page.previous
        return self.state.url(before=paging.encode(found), after=None) if found else ""

    def heads(self) -> Iterator[Head]:
        """The heads of the columns."""
        sorted_by, descending = self.order
        for column in self.columns:
            current = column.name == sorted_by.name
            direction = ("descending" if descending else "ascending") if current else ""
            turned = f"-{column.name}" if current and not descending else column.name
            yield Head(column, self.state.url(**{SORT: turned}) if column.sort_path else "", direction)

    @cached_property
    def patterns(self) -> dict[str, tuple[str, str]]:
        """The addresses that cells lead to, by column."""
        return {c.name: found for c in self.columns if c.link and (found := self._pattern(c)) is not None}

    def _pattern(self, column: Column) -> tuple[str, str] | None:
        if column.link == "edit":
            return address_pattern(self.resource, "edit") if self.resource.edits(self.actor) else None
        if column.link == "self":
            return address_pattern(self.resource, "detail")
        other = resource.get(column.link)
        return address_pattern(other, "detail") if other.opens(self.actor) else None

    def rows(self) -> Iterator[Row]:
        """The rows of the page as they are drawn."""
        places = {name: index for index, name in enumerate(self.keys, start=2 + len(self.columns))}
        drawers = [self._drawer(column, index, places) for index, column in enumerate(self.columns, start=2)]
        for values in self.page.rows:
            yield Row(values[0], mark_safe("".join([draw(values) for draw in drawers])))

    def _drawer(self, column: Column, index: int, places: dict[str, int]) -> Callable[[tuple[Any, ...]], str]:
        """What writes the cells of one column: all that is the same in every row is made once."""
        classes = ("num " if column.numeric else "") + ("card-field" if column.name in self.card_names else "row-only")
        opening = format_html('<td class="{}" data-label="{}">', classes, column.title)
        labels, pattern = self.labels[column.name], self.patterns.get(column.name)
        place = places.get(column.name, 0)

        def draw(values: tuple[Any, ...]) -> str:
            url = "" if pattern is None or values[place] is None else f"{pattern[0]}{values[place]}{pattern[1]}"
            return f"{opening}{cell(column, labels, values[index], url)}</td>"

        return draw

    @cached_property
    def card_names(self) -> frozenset[str]:
        """The columns that a row shows when it becomes a card on a phone."""
        named = [name for name in self.resource.card if any(c.name == name for c in self.columns)]
        rest = [c.name for c in self.columns if c.name not in named]
        return frozenset([*named, *rest][:CARD_FIELDS])
