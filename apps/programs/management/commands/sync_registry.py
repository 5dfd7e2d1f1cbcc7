"""``sync_registry``: one synchronization of the registry mirror (FORMATS, Commands)."""

from argparse import ArgumentParser
from functools import partial
from typing import Any

from django.core.management import CommandError
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.management.base import PortalCommand
from apps.programs.enums import SyncState
from apps.programs.mirror.words import summary
from apps.programs.services.mirror import synchronize


class Command(PortalCommand):
    """Exit status: 0 applied or nothing had changed; 2 nothing was done, and one line on standard error says why."""

    help = "Читает Федеральный реестр ДПП из файла или по адресу http(s):// и применяет его целиком или никак"
    transactional = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", metavar="SOURCE", help="файл (.json, .xlsx, .csv) или адрес http(s)://")

    def work(self, **options: Any) -> int:
        # Whoever has the machine may read a registry beside it: the guard of addresses is for sources set on pages.
        sync = synchronize(
            options["source"], step=partial(acting, system("sync_registry")), today=timezone.localdate(), private=True
        )
        if sync.state not in (SyncState.APPLIED, SyncState.UNCHANGED):
            raise CommandError(" ".join(summary(sync).split()))
        self.stdout.write(summary(sync))
        return 0
