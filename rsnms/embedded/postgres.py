"""The embedded PostgreSQL: start it where it does not run, tell its address, stop it.

The server outlives the process that started it. It listens on a unix socket only, in a folder
that only its owner (and root) may enter; that folder is the lock, so no password is kept.
"""

import hashlib
import os
import signal
import time
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from rsnms.embedded import cluster, processes
from rsnms.embedded.account import server_account
from rsnms.embedded.errors import EmbeddedServerError
from rsnms.embedded.paths import claim_socket_folder, exclusive, socket_folder, tail

LOGIN = "rsnms"
DATABASE = "rsnms"
_START_SECONDS = 300
_STOP_SECONDS = 60.0
_ATTEMPTS = 20


def url(data_dir: Path) -> str:
    """Return the address of the portal's database without starting anything.

    The login owns the database, is no superuser and may create databases and roles.
    """
    return _address(_home(data_dir), LOGIN, DATABASE)


def ensure(data_dir: Path) -> str:
    """Return the address of a database that answers, starting the server if it does not run.

    Any number of processes may call it at once. Where the server runs the price is one connection.
    Raises EmbeddedServerError with the end of the server's log where it does not start.
    """
    address = url(data_dir)
    if not _answers(address):
        with exclusive(data_dir / "pg.lock"):
            if not _answers(address):
                _bring_up(_home(data_dir))
    return address


def is_running(data_dir: Path) -> bool:
    """Tell whether the server accepts connections to the portal's database."""
    return _answers(url(data_dir))


def stop(data_dir: Path) -> bool:
    """Stop the server, ending open connections; return False if it did not run.

    Raises EmbeddedServerError if its process does not end.
    """
    home = _home(data_dir)
    with exclusive(data_dir / "pg.lock"):
        pid = _postmaster(home)
        if pid is None:
            return False
        marker = _marker(home)
        # SIGINT closes cleanly; SIGQUIT leaves a recovery to the next start, and loses nothing.
        if processes.end(pid, marker, how=signal.SIGINT, seconds=_STOP_SECONDS):
            return True
        if processes.end(pid, marker, how=signal.SIGQUIT, seconds=_STOP_SECONDS):
            return True
        raise EmbeddedServerError(f"PostgreSQL (процесс {pid}) не остановился.")


def _home(data_dir: Path) -> Path:
    return data_dir.resolve() / "pg"


def _address(home: Path, user: str, database: str) -> str:
    host = quote(str(socket_folder("pg", home)), safe="")
    return f"postgres://{user}@/{database}?host={host}&port={cluster.PORT}"


def _answers(address: str) -> bool:
    try:
        psycopg.connect(address, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _bring_up(home: Path) -> None:
    """Take the server from any state to one that answers. The caller holds the lock."""
    if _postmaster(home) is None:
        _start(home)
    _wait(home)
    _create_login_and_database(home)


def _postmaster(home: Path) -> int | None:
    """Return the id of the running server's process, if it runs."""
    try:
        pid = int((home / "data" / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    return pid if processes.runs(pid, _marker(home)) else None


def _marker(home: Path) -> str:
    """Return the words of the server's command line that tell it from every other process."""
    key = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    return f"cluster_name=rsnms-{key}"


def _start(home: Path) -> None:
    account = server_account(home)
    cluster.open_to(account, home)
    sockets = socket_folder("pg", home)
    claim_socket_folder(sockets, account.uid)
    if not (home / "data").exists():
        cluster.initialize(account, home)
    cluster.configure(account, home, sockets)
    _sweep(home, sockets)
    # Names relative to `home`: pg_ctl puts them into a shell's command, where signs of a path have meanings.
    command = (cluster.programs() / "pg_ctl", "start", "--wait", f"--timeout={_START_SECONDS}", "--silent",
               "--pgdata=data", "--log=log", f"--options=-c {_marker(home)}")  # fmt: skip
    for attempt in range(_ATTEMPTS):
        try:
            return account.run(*command, cwd=home)
        except EmbeddedServerError as error:
            # After a kill -9 the old server's children need a moment to notice and leave; until then
            # PostgreSQL's own check of shared memory refuses the start.
            if attempt == _ATTEMPTS - 1 or "is still in use" not in tail(home / "log", 4):
                raise EmbeddedServerError(
                    f"Встроенный PostgreSQL не запустился. {error}\n{tail(home / 'log')}"
                ) from error
            time.sleep(0.5)


def _sweep(home: Path, sockets: Path) -> None:
    """Remove the lock files of a server that died.

    They may name a process that its parent did not collect yet or that is by now another program;
    PostgreSQL would take it for the old server.
    """
    (home / "data" / "postmaster.pid").unlink(missing_ok=True)
    (sockets / f".s.PGSQL.{cluster.PORT}.lock").unlink(missing_ok=True)


def _wait(home: Path) -> None:
    """Wait for a server that starts or recovers."""
    address = _address(home, cluster.SUPERUSER, "postgres")
    deadline = time.monotonic() + _START_SECONDS
    while not _answers(address):
        if _postmaster(home) is None or time.monotonic() > deadline:
            raise EmbeddedServerError(f"Встроенный PostgreSQL не отвечает.\n{tail(home / 'log')}")
        time.sleep(0.05)


def _create_login_and_database(home: Path) -> None:
    login, database = sql.Identifier(LOGIN), sql.Identifier(DATABASE)
    with psycopg.connect(_address(home, cluster.SUPERUSER, "postgres"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [LOGIN]).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB CREATEROLE NOSUPERUSER").format(login))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(database, login))
