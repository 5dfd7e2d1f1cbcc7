"""The base of the portal's commands: the database is there, migrated, and somebody acts."""

import logging
import sys
from abc import ABC, abstractmethod
from typing import Any

from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection

from apps.core.actor import acting, system

logger = logging.getLogger(__name__)


class PortalCommand(BaseCommand, ABC):
    """Runs ``work`` under the actor ``system:<command>``; an empty database is migrated first.

    Exit status (FORMATS.md): what ``work`` returns (0 done, 1 some rows rejected); ``CommandError`` is 2 with one line
    on standard error.
    """

    transactional = True

    def handle(self, *args: Any, **options: Any) -> None:
        self.prepare()
        actor = system(self.__module__.rsplit(".", 1)[-1])
        if self.transactional:
            with acting(actor):
                status = self.work(**options)
        else:
            status = self.work(**options)
        if status:
            sys.exit(status)

    def prepare(self) -> None:
        """Migrate an empty database: a new folder is a new empty portal."""
        if "django_migrations" not in connection.introspection.table_names():
            call_command("migrate", verbosity=0, interactive=False)

    @abstractmethod
    def work(self, **options: Any) -> int:
        """What the command does; returns the exit status."""

    def run_from_argv(self, argv: list[str]) -> None:
        """Django's own, with status 2 for «nothing was done» instead of 1, for a defect of ours too."""
        try:
            super().run_from_argv(argv)
        except SystemExit as stop:
            raise SystemExit(2 if stop.code == 1 and self._failed else stop.code) from stop
        except Exception as error:
            logger.exception("The command %s failed", argv[1])
            raise SystemExit(2) from error

    _failed = False

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except CommandError:
            self._failed = True
            raise
