"""Rows of a resource as plain data: the same columns, filters, search, order and scope as on the screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict

from apps.core.actor import Actor
from apps.core.web import paging
from apps.core.web.columns import Column
from apps.core.web.listing import Rows
from apps.core.web.paging import Page
from apps.core.web.resource import Resource
from apps.core.web.state import RESERVED, ListState
from apps.core.web.table import Table, alias

DEFAULT_LIMIT, HIGHEST_LIMIT = 50, 500
LIMIT = "limit"


class BadQuery(ValueError):
    """The address asks for what there is not; field → sentences."""

    def __init__(self, problems: Mapping[str, Any]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class PlainTable(Table):
    """A table whose rows leave as values; ``size`` rows a page."""

    size = DEFAULT_LIMIT

    @cached_property
    def page(self) -> Page:
        rows = self.annotated()
        names = [alias(column.name) for column in self.columns] + [alias(f"key_{name}") for name in self.keys]
        cursor = self._cursor(rows)
        return paging.take(rows, names, cursor, size=self.size, descending=self.order[1], nullable=self.nullable)

    def data(self) -> list[dict[str, Any]]:
        """The rows of the page: every column by its name, linked objects by ``<name>_id``."""
        return [self._row(values) for values in self.page.rows]

    def _row(self, values: tuple[Any, ...]) -> dict[str, Any]:
        names = [column.name for column in self.columns] + [f"{name}_id" for name in self.keys]
        return {"id": values[0], **dict(zip(names, values[2:], strict=True))}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of a resource."""

    resource: Resource
    actor: Actor
    query: QueryDict

    @property
    def columns(self) -> list[Column]:
        """All columns: who reads by program chooses afterwards."""
        return list(self.resource.columns)

    def table(self) -> PlainTable:
        """The rows asked for. Raises ``BadQuery``."""
        kept = self.query.copy()
        limit = limit_of(kept.pop(LIMIT, [""])[-1])
        source = Rows(self.resource, self.actor, ListState(kept))
        self._check(source, kept)
        table = PlainTable(self.resource, source.rows, self.columns, ListState(kept), self.actor)
        table.size = limit
        return table

    def _check(self, source: Rows, kept: QueryDict) -> None:
        known = set(source.filterset.form.fields) if source.filterset is not None else set()
        if unknown := sorted(set(kept) - known - RESERVED):
            raise BadQuery({name: ["Нет такого параметра."] for name in unknown})
        if source.filterset is not None and not source.filterset.is_valid():
            raise BadQuery(source.filterset.errors)

    def one(self, key: Any) -> dict[str, Any] | None:
        """One row; None out of the actor's scope."""
        rows = self.resource.rows(self.actor).filter(pk=key)
        found = PlainTable(self.resource, rows, self.columns, ListState(QueryDict()), self.actor).data()
        return found[0] if found else None


def limit_of(text: str) -> int:
    """How many rows a page holds. Raises ``BadQuery``."""
    if not text:
        return DEFAULT_LIMIT
    if not text.isdecimal() or not 1 <= int(text[:6]) <= HIGHEST_LIMIT:
        raise BadQuery({LIMIT: [f"Ожидается число от 1 до {HIGHEST_LIMIT}."]})
    return int(text)
