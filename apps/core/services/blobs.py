"""Bytes from outside, kept by their content: written beside their place, moved there whole."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def keep(home: Path, chunks: Iterable[bytes], *, ending: str, limit: int, too_large: Exception) -> str:
    """Keep blocks of at most ``limit`` bytes in a private folder; returns the name: the sha256 with the ending.

    The same content is kept once. Raises ``too_large``; nothing is left then.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=home, prefix=".new-", delete=False) as file:
        try:
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise too_large
                digest.update(chunk)
                file.write(chunk)
        except BaseException:
            os.unlink(file.name)
            raise
    name = digest.hexdigest() + ending
    os.replace(file.name, home / name)
    return name
