"""Where the embedded services keep their files, and who may look there."""

import contextlib
import fcntl
import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from rsnms.embedded.errors import EmbeddedServerError

CHECKOUT = Path(__file__).resolve().parents[2]
SUBFOLDERS = ("files", "logs", "redis")
PRIVATE = 0o700

# A unix socket's address holds 107 characters; some are left for the socket's own name.
_LONGEST_SOCKET_FOLDER = 85
# Not tempfile.gettempdir(): two processes with different TMPDIR must find the same socket.
_RUNTIME_ROOT = Path("/tmp")


def data_dir() -> Path:
    """Return the absolute data folder and make sure that it and the portal's subfolders exist.

    The folder is `RSNMS_DATA_DIR` or `var/` in the checkout. What is created here is readable by
    its owner only; a subfolder found open to others is closed again. Raises EmbeddedServerError
    where that cannot be done.
    """
    root = Path(os.environ.get("RSNMS_DATA_DIR") or CHECKOUT / "var").expanduser().resolve()
    try:
        root.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        for name in SUBFOLDERS:
            private_folder(root / name)
    except OSError as error:
        raise EmbeddedServerError(f"RSNMS_DATA_DIR: папка данных «{root}» недоступна для записи") from error
    return root


def private_folder(path: Path) -> Path:
    """Create the folder if it is absent and close it to everybody but its owner."""
    path.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    if stat.S_IMODE(path.stat().st_mode) != PRIVATE:
        path.chmod(PRIVATE)
    return path


def socket_folder(service: str, home: Path) -> Path:
    """Return the folder of a service's socket: inside `home`, or a short one where that is too long.

    The short folder's name follows from the user and from `home`, so every process of the user
    finds the same one.
    """
    inside = home / "run"
    if len(os.fsencode(inside)) <= _LONGEST_SOCKET_FOLDER:
        return inside
    key = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    return _RUNTIME_ROOT / f"rsnms-{service}-{os.geteuid()}-{key}"


def claim_socket_folder(path: Path, owner: int) -> None:
    """Create the socket folder for the user `owner`, or make sure that nobody else prepared it.

    Raises EmbeddedServerError for a link, another owner's folder or one open to others.
    """
    # Whoever may connect to a socket may use the server: the folder is its only lock.
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=PRIVATE)
        os.chown(path, owner, -1)
    found = path.lstat()
    closed = stat.S_IMODE(found.st_mode) & 0o077 == 0
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or not closed:
        raise EmbeddedServerError(
            f"Папка «{path}» принадлежит другому пользователю или открыта для других. Удалите её и повторите команду."
        )


@contextlib.contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock file for the time of the block; other processes and threads wait for it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def tail(path: Path, lines: int = 15) -> str:
    """Return the last lines of a server's log, or an empty text where there is none yet."""
    if not path.exists():
        return ""
    return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
