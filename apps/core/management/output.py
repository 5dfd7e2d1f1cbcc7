"""Files that a command writes where it is told: a path, or ``-`` for standard output (FORMATS, Commands)."""

import sys
from pathlib import Path

from django.core.management import CommandError

from apps.core.management.base import PortalCommand

STANDARD_OUTPUT = "-"


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
            raise CommandError(f"Файл «{target}» не записан: {error.strerror}") from error

    def print(self, data: str | bytes) -> None:
        """Standard output takes text and files alike."""
        if isinstance(data, str):
            self.stdout.write(data, ending="")
        else:
            self.stdout.flush()
            sys.stdout.buffer.write(data)
