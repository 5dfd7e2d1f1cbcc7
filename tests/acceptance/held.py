"""Work stopped where everything is written and nothing is kept: the moment at which a ``kill -9`` hurts most.

Every service verb writes its history last. Whoever holds that table still stops a job right before its transaction
ends, without a change to the portal and without a sleep.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry

# Two workers start one after the other, on a machine that may be busy with other tests.
PATIENCE = 90.0
WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass"


class Held:
    """The table of the history, held still by a connection of its own."""

    def __init__(self, login: psycopg.Connection[tuple[int]], table: str) -> None:
        self.login, self.table = login, table

    def waiting(self) -> int:
        """How many sessions stand before it."""
        row = self.login.execute(WAITS, [self.table]).fetchone()
        assert row is not None
        return int(row[0])


@contextmanager
def history_held() -> Iterator[Held]:
    """Nobody adds to the history while the block runs."""
    table = HistoryEntry._meta.db_table
    with psycopg.connect(**connection.get_connection_params()) as login:
        login.execute(f"LOCK TABLE {table} IN SHARE MODE")
        yield Held(login, table)
        login.rollback()


def verbs(kind: str) -> list[str]:
    """What the history says was done to objects of a kind."""
    with acting(system("test")):
        return list(HistoryEntry.objects.filter(object_kind=kind).order_by("id").values_list("verb", flat=True))
