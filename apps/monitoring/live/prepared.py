"""A large statement that is run again and again over other organizations: PostgreSQL plans it once a connection.

Planning the statement of a report takes several times as long as running it for one school. The values that change
from day to day stand in the text; only the array differs from run to run.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

# Connection → the statements it has planned. A connection that is gone takes them along.
_planned: WeakKeyDictionary[Any, dict[str, None]] = WeakKeyDictionary()
# So many a connection keeps: a few profiles of today, and those of yesterday.
KEPT = 20
# Over more numbers the plan for a few loses to one made for them: it joins everything row by row.
FEW = 10


def run(
    write: Callable[[], str], what: str, values: Mapping[str, Any], name: str, array: Sequence[int]
) -> list[tuple[Any, ...]]:
    """The rows of a statement with the values bound, ``%(name)s`` being the array of numbers.

    ``what`` names the statement: only one that this connection has not planned yet is written and sent as text.
    """
    with connection.cursor() as cursor:
        said = f"{what} {sorted(values.items())!r}"
        key = f"live_{hashlib.blake2s(said.encode(), digest_size=12).hexdigest()}"
        mode = "force_generic_plan" if len(array) <= FEW else "force_custom_plan"
        plan(cursor, key, lambda: bound(write(), values, name))
        # One message: the settings go with the statement they are for.
        settings = f"SET LOCAL jit = off; SET LOCAL plan_cache_mode = {mode}"
        cursor.execute(f"{settings}; EXECUTE {key} (%s::bigint[])", [list(array)])
        while cursor.description is None:
            cursor.nextset()
        return list(cursor.fetchall())


def bound(sql: str, values: Mapping[str, Any], name: str) -> str:
    """The statement with its values in the text and the array as its one parameter."""
    return str(connection.ops.compose_sql(sql.replace(f"%({name})s", "$1"), dict(values)))  # type: ignore[attr-defined]


def plan(cursor: Any, key: str, text: Callable[[], str]) -> None:
    """Have the connection plan a statement that it has not planned yet, and forget the oldest of too many."""
    known = _planned.setdefault(connection.connection, {})
    if key in known:
        return
    if len(known) >= KEPT:
        oldest = next(iter(known))
        cursor.execute(f"DEALLOCATE {oldest}")
        del known[oldest]
    # No parameters: what looks like one in the text is the statement's own.
    cursor.execute(f"PREPARE {key} (bigint[]) AS {text()}")
    known[key] = None
