"""The worker: runs the jobs (prefork pool) and sweeps."""

from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import CommandParser
from django.db import connection
from django.utils.module_loading import import_string

from apps.core.management.base import PortalCommand
from rsnms.celery import app


class Command(PortalCommand):
    help = "Обработчик заданий: выполняет задания из таблицы и присматривает за очередью."
    transactional = False
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--processes", type=int, default=settings.CELERY_WORKER_CONCURRENCY, help="сколько сразу")
        parser.add_argument("--include", default="", help="модули с ещё какими-нибудь видами заданий, через запятую")

    def work(self, **options: Any) -> NoReturn:
        if settings.REDIS_ENSURE:
            import_string(settings.REDIS_ENSURE)()
        # The pool forks: no child may share this connection.
        connection.close()
        more = ["--include", options["include"]] if options["include"] else []
        app.worker_main(
            ["worker", f"--concurrency={options['processes']}", "--loglevel=WARNING", "--without-gossip", *more]
        )
