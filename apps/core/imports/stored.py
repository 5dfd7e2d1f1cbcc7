"""The actor's own data in the form of a spreadsheet, to be corrected and imported again («шаблон с моими данными»)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection, models

from apps.core import access, wall
from apps.core.access import WRITE

CHUNK = 2000


def stored_rows(
    model: type[models.Model],
    columns: Sequence[str],
    *,
    joins: str = "",
    where: str = "TRUE",
    order: str = "t.id",
    rule: access.Access | None = None,
) -> Iterator[tuple[Any, ...]]:
    """Rows ``t`` of a model that the current actor may write, as SQL expressions in the order of the kind's fields.

    What is joined is read under the wall: a reference out of sight is empty, an inner join leaves its row out.
    """
    declared = rule or access.of(model)
    allowed = wall.predicate(declared, WRITE) if isinstance(declared, access.Access) else "TRUE"
    statement = (
        f'SELECT {", ".join(columns)} FROM (SELECT * FROM "{model._meta.db_table}" WHERE {allowed}) t {joins}'
        f" WHERE {where} ORDER BY {order}"
    )
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement)
        while rows := cursor.fetchmany(CHUNK):
            yield from rows
