"""A real web process for tests: the server of ``make demo`` in a process of its own, on the test's database.

Fixtures: ``start_web`` (start, kill and start again as you like) and ``web`` (one that runs). ``Link`` is one person's
browser as far as an online test needs one: a session, a connection, posts.
"""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from apps.accounts.management.commands.demo import SERVER
from apps.accounts.models import Assignment
from tests.workers import CHECKOUT, database_url, wait_until

PATIENCE = 120.0


def logged_in(grant: Assignment) -> str:
    """The key of a session, as the login page would have made it."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    user = grant.user
    store[SESSION_KEY], store[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store.create()
    return str(store.session_key)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def listens(port: int) -> bool:
    """Whether somebody does."""
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


class Web:
    """A running web server: the master and its one process."""

    def __init__(self, port: int) -> None:
        self.port = port
        command = [sys.executable, *SERVER, "--host", "127.0.0.1", "--port", str(port), "rsnms.wsgi:application"]
        environment = {**os.environ, "DATABASE_URL": database_url()}
        self.process = subprocess.Popen(command, cwd=CHECKOUT, env=environment, start_new_session=True)
        wait_until(lambda: listens(port), PATIENCE)

    def kill(self) -> None:
        """``kill -9`` of all of it, as when the machine's power goes."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


StartWeb = Callable[[], Web]


@pytest.fixture
def start_web(committed: None) -> Iterator[StartWeb]:
    """Start web servers at one port, one after the other; none is left at the end."""
    port, started = free_port(), list[Web]()

    def start() -> Web:
        started.append(Web(port))
        return started[-1]

    yield start
    for server in started:
        server.kill()


@pytest.fixture
def web(start_web: StartWeb) -> Web:
    """A running web server."""
    return start_web()


class Link:
    """One person's connection to the portal; opened anew by itself after ``close``."""

    def __init__(self, port: int, session: str) -> None:
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        token = "t" * 32
        self.headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}",
            "X-CSRFToken": token, "Content-Type": "application/json",
        }  # fmt: skip

    def post(self, path: str, body: str) -> tuple[int, float]:
        """The status and how long the portal took. Raises ``OSError`` or ``HTTPException`` where nobody answers."""
        started = time.perf_counter()
        self.http.request("POST", path, body, self.headers)
        response = self.http.getresponse()
        response.read()
        return response.status, time.perf_counter() - started

    def close(self) -> None:
        """Let the connection go."""
        self.http.close()
