"""What every list must hold, for the tests of all applications."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.core.actor import acting, system

# Statements that come and go with the transaction and say nothing of the page.
FRAME = ("SAVEPOINT", "RELEASE", "ROLLBACK", "set_config")


def log_in(cast: Any, role: str) -> Client:
    """A browser of the cast's user in that role."""
    client = Client()
    client.force_login(cast.grants[role].user)
    return client


def queries_of(client: Client, url: str) -> list[str]:
    """The statements that a page asks the database, without those of transactions and actors."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200
    statements = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in statements if not any(word in sql for word in FRAME)]


def assert_constant_queries(client: Client, url: str, make_row: Callable[[], Any], *, queries: int) -> None:
    """A page asks the same number of questions with one row and with three (the caller made none yet)."""
    counts = []
    for new in (1, 2):
        with acting(system("test")):
            for _ in range(new):
                make_row()
        counts.append(len(queries_of(client, url)))
    assert counts == [queries, queries], counts


def text_of(response: Any) -> str:
    """The body as text with plain spaces."""
    body: str = response.content.decode()
    return body.replace("\u00a0", " ").replace("\u202f", " ")
