"""Paging by keys: any depth costs what the first page costs, and a page keeps its place when rows are added.

The order is total: the sort key, then the row's own number. Empty keys stand last in both directions.
"""

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet, ValidationError
from django.db import connection, models
from django.db.models import F, Q, QuerySet
from django.db.models.fields.tuple_lookups import TupleGreaterThan, TupleLessThan

KEY = "page_key"
COUNT_CAP = 1000


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place between two pages: the key and number of a row, and the direction to read in."""

    value: Any
    pk: Any
    backward: bool = False


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def encode(cursor: Cursor) -> str:
    """A cursor as it stands in the address."""
    text = json.dumps([_plain(cursor.value), _plain(cursor.pk)], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decode(text: str) -> tuple[Any, Any] | None:
    try:
        value, pk = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError, TypeError):
        return None
    return (value, pk) if isinstance(value, str | int | None) and isinstance(pk, str | int) else None


def decode(text: str, key: "models.Field[Any, Any]", pk: "models.Field[Any, Any]", *, backward: bool) -> Cursor | None:
    """The cursor of an address; None where somebody has written nonsense there: the first page is shown then."""
    pair = _decode(text)
    if pair is None:
        return None
    try:
        value = None if pair[0] is None else key.to_python(pair[0])
        return Cursor(value, pk.to_python(pair[1]), backward)
    except (ValidationError, ValueError, TypeError, ArithmeticError):
        return None


def ordered(rows: QuerySet[Any], *, descending: bool, nullable: bool, backward: bool = False) -> QuerySet[Any]:
    """The rows in their order, or from its end; ``KEY`` must be annotated.

    Where no key can be empty the order is the plain one: an index serves it in both directions.
    """
    down = descending is not backward
    if not nullable:
        return rows.order_by(f"-{KEY}", "-pk") if down else rows.order_by(KEY, "pk")
    nulls: dict[str, Any] = {"nulls_first": True} if backward else {"nulls_last": True}
    return rows.order_by(F(KEY).desc(**nulls), "-pk") if down else rows.order_by(F(KEY).asc(**nulls), "pk")


def _filled(cursor: Cursor, *, up: bool, nullable: bool) -> Q:
    lookup = TupleGreaterThan if up else TupleLessThan
    if not nullable:
        return Q(lookup((F(KEY), F("pk")), (cursor.value, cursor.pk)))
    side = "gt" if up else "lt"
    return Q(**{f"{KEY}__{side}": cursor.value}) | Q(**{KEY: cursor.value, f"pk__{side}": cursor.pk})


def beyond(rows: QuerySet[Any], cursor: Cursor, *, descending: bool, nullable: bool) -> QuerySet[Any]:
    """The rows on the cursor's side: a comparison of pairs, which an index over (…, key, id) serves."""
    up = descending is cursor.backward
    if cursor.value is None:
        side = Q(**{f"{KEY}__isnull": True, f"pk__{'gt' if up else 'lt'}": cursor.pk})
        return rows.filter(side | Q(**{f"{KEY}__isnull": False}) if cursor.backward else side)
    condition = _filled(cursor, up=up, nullable=nullable)
    if nullable and not cursor.backward:
        condition |= Q(**{f"{KEY}__isnull": True})
    return rows.filter(condition)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of rows: tuples whose first two values are the number and the sort key."""

    rows: list[tuple[Any, ...]]
    next: Cursor | None
    previous: Cursor | None


def take(
    rows: QuerySet[Any], columns: list[str], cursor: Cursor | None, *, size: int, descending: bool, nullable: bool
) -> Page:
    """Read one page: one row more than is shown tells whether there is a further page."""
    backward = bool(cursor and cursor.backward)
    if cursor is not None:
        rows = beyond(rows, cursor, descending=descending, nullable=nullable)
    rows = ordered(rows, descending=descending, nullable=nullable, backward=backward)
    found = list(rows.values_list("pk", KEY, *columns)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backward:
        found.reverse()
    after = more if not backward else True
    before = more if backward else cursor is not None
    return Page(
        found,
        Cursor(found[-1][1], found[-1][0]) if found and after else None,
        Cursor(found[0][1], found[0][0], backward=True) if found and before else None,
    )


def capped_count(rows: QuerySet[Any]) -> int:
    """The number of rows, counted up to one more than the cap."""
    return rows.order_by()[: COUNT_CAP + 1].values("pk").count()


def counts(many: Iterable[QuerySet[Any]], *, cap: int | None = None) -> list[int]:
    """How many rows each of several lists has, in one question; with a cap, counted up to one more than it."""
    parts: list[str] = []
    given: list[Any] = []
    for rows in many:
        keys = rows.order_by().values("pk")
        try:
            sql, values = keys[: cap and cap + 1].query.sql_with_params()
        except EmptyResultSet:
            sql, values = "SELECT WHERE FALSE", ()
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) counted)")
        given += values
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", given)
        return list(cursor.fetchone())


def key_field(rows: QuerySet[Any]) -> "models.Field[Any, Any]":
    """The type of the annotated sort key."""
    found: models.Field[Any, Any] = rows.query.annotations[KEY].output_field
    return found
