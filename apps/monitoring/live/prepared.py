"""A large statement that is run again and again over other organizations: PostgreSQL plans it once a connection.

Planning the statement of a report takes several times as long as running it for one school. The values that change
from day to day stand in the text; only the arrays differ from run to run.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

# Connection → the statements it has planned. A connection that is gone takes them along.
_planned: WeakKeyDictionary[Any, dict[str, None]] = WeakKeyDictionary()
# So many a connection keeps: a few profiles of today, and those of yesterday.
KEPT = 20
Array = tuple[str, Sequence[Any]]
# Over more numbers the plan for a few loses to one made for them: it joins everything row by row.
FEW = 500


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as a connection knows it: under a name made of what it says; ``write`` gives its text."""

    key: str
    write: Callable[[], str]
    values: Mapping[str, Any]

    @classmethod
    def of(cls, write: Callable[[], str], what: str, values: Mapping[str, Any]) -> "Statement":
        """The statement that ``what`` names, with ``values`` bound in its text."""
        said = f"{what} {sorted(values.items())!r}"
        return cls(f"live_{hashlib.blake2s(said.encode(), digest_size=12).hexdigest()}", write, values)


def run(statement: Statement, arrays: Mapping[str, Array]) -> list[tuple[Any, ...]]:
    """The rows of a statement with ``arrays`` (name → type, numbers) as its parameters.

    Only a statement that this connection has not planned yet is written and sent as text.
    """
    with connection.cursor() as cursor:
        given = [list(array) for _, array in arrays.values()]
        mode = "force_generic_plan" if max(map(len, given), default=0) <= FEW else "force_custom_plan"
        kinds = [kind for kind, _ in arrays.values()]
        plan(cursor, statement.key, kinds, lambda: bound(statement.write(), statement.values, arrays))
        # One message: the settings go with the statement they are for.
        settings = f"SET LOCAL jit = off; SET LOCAL plan_cache_mode = {mode}"
        asked = ", ".join(f"%s::{kind}" for kind in kinds)
        cursor.execute(f"{settings}; EXECUTE {statement.key}" + (f" ({asked})" if asked else ""), given)
        while cursor.description is None and cursor.nextset():
            pass
        return list(cursor.fetchall()) if cursor.description is not None else []


def bound(sql: str, values: Mapping[str, Any], arrays: Iterable[str]) -> str:
    """The statement with its values in the text and the arrays as its parameters."""
    for number, name in enumerate(arrays, start=1):
        sql = sql.replace(f"%({name})s", f"${number}")
    return str(connection.ops.compose_sql(sql, dict(values))) if values else sql  # type: ignore[attr-defined]


def plan(cursor: Any, key: str, kinds: Sequence[str], text: Callable[[], str]) -> None:
    """Have the connection plan a statement that it has not planned yet, and forget the oldest of too many."""
    known = _planned.setdefault(connection.connection, {})
    if key in known:
        return
    if len(known) >= KEPT:
        oldest = next(iter(known))
        cursor.execute(f"DEALLOCATE {oldest}")
        del known[oldest]
    # No parameters: what looks like one in the text is the statement's own.
    cursor.execute(f"PREPARE {key}" + (f" ({', '.join(kinds)})" if kinds else "") + f" AS {text()}")
    known[key] = None
