"""``registry_server``: a made-up federal registry to try the synchronization with."""

from argparse import ArgumentParser
from typing import Any

from apps.core.management.base import PortalCommand
from apps.programs.mirror.server import Fault, Registry, RegistryServer, entry


class Command(PortalCommand):
    """Serves until it is stopped."""

    help = "Пробный реестр ДПП с вымышленными записями: исправный или с неисправностью (--fault)"
    transactional = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8099, help="порт (по умолчанию 8099)")
        parser.add_argument("--entries", type=int, default=20_000, help="сколько записей")
        parser.add_argument("--per-page", type=int, default=200, help="сколько на странице")
        parser.add_argument("--seed", type=int, default=1, help="то же зерно — тот же реестр")
        parser.add_argument("--fault", choices=[fault.value for fault in Fault], help="неисправность")
        parser.add_argument("--times", type=int, default=0, help="сколько раз она проявится (0 — всегда)")
        parser.add_argument("--delay", type=float, default=1.0, help="секунд молчания при неисправности slow")

    def prepare(self) -> None:
        """It needs no database."""

    def work(self, **options: Any) -> int:
        entries = [entry(number, options["seed"]) for number in range(1, options["entries"] + 1)]
        fault = Fault(options["fault"]) if options["fault"] else None
        registry = Registry(entries, options["per_page"], fault, options["times"], options["delay"])
        with RegistryServer(registry, options["port"]) as server:
            self.stdout.write(f"Пробный реестр: {server.address}, страниц {registry.pages}. Остановить — Ctrl+C.")
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                self.stdout.write("Остановлен.")
        return 0
