"""The clock: asks for nightly jobs and, beside the workers' own loops, for the sweeper."""

from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from apps.core.management.base import PortalCommand
from apps.core.services.clock import plan
from rsnms.celery import app


class Command(PortalCommand):
    help = "Часы портала: ночные задания и присмотр за очередью. Нужен один на установку."
    transactional = False
    requires_system_checks = ()

    def work(self, **options: Any) -> int:
        if settings.REDIS_ENSURE:
            import_string(settings.REDIS_ENSURE)()
        connection.close()
        plan()
        app.Beat(schedule=str(settings.DATA_DIR / "beat-schedule"), loglevel="WARNING", quiet=True).run()
        return 0
