"""The system account that PostgreSQL runs as: it refuses to run as root."""

import os
import pwd
import stat
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from rsnms.embedded.errors import EmbeddedServerError

SYSTEM_ACCOUNT = "rsnms-pg"
_CREATE = ("useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent",
           "--shell", "/usr/sbin/nologin")  # fmt: skip
_TRAVERSE = stat.S_IXOTH


@dataclass(frozen=True)
class Account:
    """A user and group by number."""

    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        """Tell whether this process already runs as the account."""
        return self.uid == os.geteuid()

    def run(self, *command: str | Path, cwd: Path) -> None:
        """Run a command of the server as the account; raise EmbeddedServerError if it fails."""
        # A fixed small environment: variables such as PGDATA or LC_ALL of the caller change nothing.
        result = subprocess.run(
            [str(word) for word in command],
            cwd=cwd,
            env={"PATH": os.defpath, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            umask=0o077,
            user=None if self.is_ours else self.uid,
            group=None if self.is_ours else self.gid,
            extra_groups=None if self.is_ours else [],
        )
        if result.returncode:
            raise EmbeddedServerError(f"«{Path(command[0]).name}»: {result.stderr.strip()}")


def server_account(home: Path) -> Account:
    """Return the account for the server whose files are in `home`.

    An ordinary user runs it as itself. Root hands it to the owner of an existing `home`, or to a
    system account that is created at the first need.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    if home.exists() and (found := home.stat()).st_uid != 0:
        return Account(found.st_uid, found.st_gid)
    return _system_account()


def _system_account() -> Account:
    complaint = ""
    # useradd locks /etc/passwd and gives up at once when another process holds it.
    for _attempt in range(20):
        try:
            entry = pwd.getpwnam(SYSTEM_ACCOUNT)
        except KeyError:
            result = subprocess.run([*_CREATE, SYSTEM_ACCOUNT], capture_output=True, text=True, check=False)
            complaint = result.stderr.strip()
            time.sleep(0.1 if result.returncode else 0)
        else:
            return Account(entry.pw_uid, entry.pw_gid)
    raise EmbeddedServerError(
        f"PostgreSQL не запускается от имени root, а пользователя {SYSTEM_ACCOUNT} создать не удалось: "
        f"{complaint}. Создайте его или запустите портал от имени обычного пользователя."
    )


def let_through(path: Path) -> None:
    """Let other users pass through, but not list, the folders above `path`."""
    for folder in path.resolve().parents:
        mode = stat.S_IMODE(folder.stat().st_mode)
        if not mode & _TRAVERSE:
            folder.chmod(mode | _TRAVERSE)


def let_read(tree: Path) -> None:
    """Let other users read and run a tree of installed files, which a strict umask may have closed."""
    for path in (tree, *tree.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        wanted = mode | stat.S_IROTH | (_TRAVERSE if mode & stat.S_IXUSR else 0)
        if wanted != mode:
            path.chmod(wanted)
