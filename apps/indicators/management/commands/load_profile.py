"""``load_profile NAME|FILE``: load or update a profile (FORMATS, Commands)."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError

from apps.core.management.base import PortalCommand
from apps.core.text import count_text
from apps.indicators.profile_file import BadProfile
from apps.indicators.services.profiles import find, load_profile


class Command(PortalCommand):
    """Loads a shipped profile by its name, or a file of the same form."""

    help = "Загружает или обновляет профиль (нормативный акт региона или муниципалитета)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("profile", help="имя поставляемого профиля или путь к файлу")

    def work(self, **options: Any) -> int:
        try:
            loaded = load_profile(find(options["profile"]))
        except BadProfile as error:
            raise CommandError(str(error)) from error
        verb = "загружен" if loaded.created else "обновлён"
        words = count_text(loaded.indicators, "показатель", "показателя", "показателей")
        self.stdout.write(f"Профиль «{loaded.profile.title}» {verb}: {words}")
        return 0
