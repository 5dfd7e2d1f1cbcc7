"""The base of the portal's commands: the database is there, migrated, and somebody acts."""

import logging
import sys
from abc import ABC, abstractmethod
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import OperationalError, connection

from apps.core.actor import acting, system
from apps.core.management.arguments import in_russian
from rsnms.embedded import EmbeddedServerError

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

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Django's own, which tells a wrong command line by an exception instead of a page of usage."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        if parser.called_from_command_line:
            parser.called_from_command_line = False
            self._help = f"{parser.prog} --help"
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        """Django's own, with status 2 for «nothing was done» instead of 1, for a defect of ours too.

        Standard error gets one line whatever happened; a defect is whole in the log of commands.
        """
        try:
            super().run_from_argv(argv)
        except SystemExit as stop:
            raise SystemExit(2 if stop.code == 1 and self._failed else stop.code) from stop
        except Exception as error:
            if "--traceback" in argv:
                raise
            self.stderr.write(self.sentence(error))
            raise SystemExit(2) from error

    def sentence(self, error: Exception) -> str:
        """One line about what ended the command."""
        if isinstance(error, CommandError):
            wrong = str(error).removeprefix("Error: ")
            return f"Команда задана неверно: {' '.join(in_russian(wrong).split())} (справка: {self._help})"
        if isinstance(error, ImproperlyConfigured | EmbeddedServerError):
            return " ".join(str(error).split())
        logger.error("The command %s failed", self.__module__.rsplit(".", 1)[-1], exc_info=error)
        where = f"подробности в {settings.DATA_DIR / 'logs' / 'commands.log'}"
        if isinstance(error, OperationalError):
            return f"База данных недоступна или прервала работу, ничего не сделано; {where}"
        return f"Ошибка портала, ничего не сделано; {where}"

    _failed = False
    _help = ""

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except CommandError:
            self._failed = True
            raise
