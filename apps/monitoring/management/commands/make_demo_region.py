"""``make_demo_region``: what ``demo`` shows. A second run changes nothing."""

from typing import Any

from django.core.management import CommandError

from apps.core.management.base import PortalCommand
from apps.core.text import format_number
from apps.monitoring.services.demo import DemoRefused, make_demo_region


class Command(PortalCommand):
    """Makes the demonstration region, its logins and its reports."""

    help = "Создаёт демонстрационный регион, пользователей всех ролей и отчёты двух последних лет"
    transactional = False

    def work(self, **options: Any) -> int:
        try:
            make_demo_region(self.tell)
        except (DemoRefused, ValueError) as error:
            raise CommandError(str(error)) from error
        return 0

    def tell(self, done: int, total: int) -> None:
        """One line a batch."""
        self.stdout.write(f"вымышленных людей создано: {format_number(done)} из {format_number(total)}")
