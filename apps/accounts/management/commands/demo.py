"""The portal on one machine: data, web server, worker and clock; prints the address and the logins."""

import os
import socket
import subprocess
import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import CommandParser
from django.db import connection

from apps.accounts.selectors import DEMO_PASSWORD, demo_logins
from apps.core.management.base import PortalCommand
from rsnms.supervisor import Part, Supervisor, python

PORTS = range(8000, 8020)
START_SECONDS = 60.0
SERVER = (
    "-m",
    "granian",
    "--interface",
    "wsgi",
    "--workers",
    "1",
    "--blocking-threads",
    "4",
    "--no-ws",
    "--respawn-failed-workers",
)


class Command(PortalCommand):
    help = "Портал на одной машине: вымышленный регион, веб-сервер, обработчик заданий и часы."
    transactional = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--keep", action="store_true", help="не создавать демонстрационный регион")
        parser.add_argument("--host", default="127.0.0.1", help="на каком адресе отвечать")
        parser.add_argument("--port", type=int, default=0, help="порт; по умолчанию первый свободный от 8000")

    def work(self, **options: Any) -> int:
        call_command("migrate", verbosity=0, interactive=False)
        if not options["keep"]:
            self.make_region()
        collect()
        address = (options["host"], free_port(options["host"], options["port"]))
        logins = [f"  {login.login:<16}{login.roles}" for login in demo_logins()]
        connection.close()
        with Supervisor(parts(*address), self.say) as supervisor:
            if wait_for_web(address, supervisor):
                self.welcome(address, logins)
            supervisor.watch()
            self.say("Останавливаем веб-сервер, обработчик заданий и часы…")
        self.say("Остановлено. Встроенные PostgreSQL и Redis работают дальше; их останавливает make stop.")
        return 0

    def make_region(self) -> None:
        """The demonstration region, once."""
        if demo_logins():
            self.say("Демонстрационный регион уже есть.")
            return
        self.say("Создаём демонстрационный регион: это займёт несколько минут.")
        call_command("make_demo_region", stdout=self.stdout, stderr=self.stderr)

    def welcome(self, address: tuple[str, int], logins: list[str]) -> None:
        """Where the portal is and who may enter."""
        self.say(f"\nПортал открыт: {url(address)}")
        if logins:
            self.say("\n".join([f"Учётные записи (пароль у всех один: {DEMO_PASSWORD}):", *logins]))
        self.say(f"Журналы: {settings.DATA_DIR / 'logs'}. Остановить: Ctrl+C.")

    def say(self, line: str) -> None:
        """A line that is seen at once, also through a pipe."""
        self.stdout.write(line)
        self.stdout.flush()


def collect() -> None:
    """Make the styles and scripts as an installation serves them: named by what is in them, compressed."""
    os.environ["RSNMS_STATIC_COLLECTED"] = "1"
    command = python(
        str(settings.BASE_DIR / "manage.py"), "collectstatic", "--noinput", "--ignore", "rest_framework", "-v0"
    )
    subprocess.run(command, check=True)


def url(address: tuple[str, int]) -> str:
    """The address for a browser on this machine."""
    host, port = address
    return f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}/"


def free_port(host: str, wanted: int) -> int:
    """The wanted port, or the first free one. Raises ``CommandError`` where none is free."""
    for port in (wanted,) if wanted else PORTS:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    busy = f"Порт {wanted}" if wanted else f"Порты {PORTS[0]}–{PORTS[-1]}"
    raise CommandError(f"{busy} занят{'' if wanted else 'ы'}: укажите другой, например --port 8100.")


def parts(host: str, port: int) -> list[Part]:
    """The processes of the portal."""
    logs: Path = settings.DATA_DIR / "logs"
    manage = str(settings.BASE_DIR / "manage.py")
    web = python(*SERVER, "--host", host, "--port", str(port), "--working-dir", str(settings.BASE_DIR))
    return [
        Part("веб-сервер", (*web, "rsnms.wsgi:application"), logs / "web.log"),
        Part("обработчик заданий", python(manage, "worker"), logs / "worker.log"),
        Part("часы", python(manage, "beat"), logs / "beat.log"),
    ]


def wait_for_web(address: tuple[str, int], supervisor: Supervisor) -> bool:
    """Wait until the login page answers. Raises ``CommandError`` where it does not, False where we are to stop."""
    deadline = time.monotonic() + START_SECONDS
    web = supervisor.parts[0]
    while not answers(url(address)):
        if supervisor.stopping:
            return False
        if web.died() is not None or time.monotonic() > deadline:
            raise CommandError(f"Веб-сервер не запустился. Журнал: {web.log}")
        time.sleep(0.1)
    return True


def answers(address: str) -> bool:
    """Whether a page comes from there."""
    try:
        with urlopen(address, timeout=10) as response:
            return int(response.status) == 200
    except HTTPError as error:
        error.close()
        return False
    except (URLError, OSError):
        return False
