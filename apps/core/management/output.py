"""Files that a command writes where it is told: a path, or ``-`` for standard output (FORMATS, Commands)."""

import errno
import sys
from pathlib import Path

from django.core.management import CommandError

from apps.core.management.base import PortalCommand

STANDARD_OUTPUT = "-"
REASONS = {
    errno.ENOENT: "такой папки нет",
    errno.ENOTDIR: "такой папки нет",
    errno.EISDIR: "это папка",
    errno.EACCES: "нет прав",
    errno.EPERM: "нет прав",
    errno.EROFS: "нет прав",
    errno.ENOSPC: "на диске нет места",
}


def reason(error: OSError) -> str:
    """Why a file could not be written, in Russian; a rare cause as the system calls it."""
    return REASONS.get(error.errno or 0, error.strerror or str(error))


class FileCommand(PortalCommand):
    """A command whose options name files."""

    def put(self, target: str, data: str | bytes) -> None:
        """Write a file, or standard output. Raises ``CommandError`` where it cannot be written."""
        if target == STANDARD_OUTPUT:
            self.print(data)
            return
        try:
            Path(target).write_bytes(data.encode() if isinstance(data, str) else data)
        except OSError as error:
            raise CommandError(f"Файл «{target}» не записан: {reason(error)}") from error

    def print(self, data: str | bytes) -> None:
        """Standard output takes text and files alike."""
        if isinstance(data, str):
            self.stdout.write(data, ending="")
        else:
            self.stdout.flush()
            sys.stdout.buffer.write(data)
