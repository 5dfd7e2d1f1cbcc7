"""The installation's secret key: made once, kept in the data directory, never in the code."""

import contextlib
import secrets
from pathlib import Path


def secret_key(data_dir: Path) -> str:
    """The key of this installation, created at the first start (readable by the owner only)."""
    path = data_dir / "secret_key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        temporary = data_dir / f"secret_key.{secrets.token_hex(4)}"
        temporary.touch(mode=0o600)
        temporary.write_text(secrets.token_urlsafe(50))
        # Another process may have made it first: then theirs is the key.
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(temporary)
        temporary.unlink()
    return path.read_text()
