"""``manage.py demo``: the portal as a user of ``make demo`` gets it."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from django.core.management import CommandError

from apps.accounts.management.commands import demo
from apps.accounts.models import User
from apps.core.actor import acting, system
from apps.core.models import Job
from rsnms.embedded import processes
from tests import factories as make
from tests.workers import CHECKOUT, QUICK, database_url, wait_for, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def free_port() -> int:
    """A port that nobody holds now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def portal(queue: Path) -> Iterator[subprocess.Popen[str]]:
    """The command on the test database; its address is on its standard output."""
    with acting(system("test")):
        home = make.make_municipality(make.make_region(), "99601000", "Район А")
        make.make_user("methodist", "methodist", make.make_organization(home))
    User.objects.update(demo=True)
    times = {f"RSNMS_JOBS_{name}": str(value) for name, value in QUICK.items()}
    own = {"DATABASE_URL": database_url(), "RSNMS_DATA_DIR": str(queue), **times}
    command = [sys.executable, "manage.py", "demo", "--port", str(free_port())]
    started = subprocess.Popen(command, cwd=CHECKOUT, env={**os.environ, **own}, stdout=subprocess.PIPE, text=True)
    with started:
        yield started
        started.kill()


def kept_for_good(address: str) -> tuple[str | None, bool]:
    """How a file is packed on its way, and whether a browser asks for it only once."""
    with urlopen(Request(address, headers={"Accept-Encoding": "gzip, br"}), timeout=20) as answer:
        return answer.headers["Content-Encoding"], "immutable" in answer.headers["Cache-Control"]


def read_until(portal: subprocess.Popen[str], beginning: str) -> list[str]:
    """The lines that the command says up to the one with this beginning."""
    assert portal.stdout is not None
    lines: list[str] = []
    while not (lines and lines[-1].startswith(beginning)):
        line = portal.stdout.readline()
        assert line, lines
        lines.append(line.rstrip("\n"))
    return lines


def test_portal_answers_works_and_ends(portal: subprocess.Popen[str], queue: Path) -> None:
    lines = read_until(portal, "Журналы")
    assert lines[0] == "Демонстрационный регион уже есть."
    assert "Учётные записи (пароль у всех один: demo):" in lines
    assert "  methodist       Муниципальный методист" in lines
    address = re.findall(r"http://\S+", "\n".join(lines))[0]
    with urlopen(address, timeout=20) as page:
        text = page.read().decode()
    assert "Вход" in text
    assert kept_for_good(address + re.findall(r"static/css/frame\.\w{12}\.css", text)[0]) == ("br", True)
    with acting(system("test")):
        job = Job.objects.create(kind="no_such_kind", title="Проба", actor_key="system:test", key="1")
    assert wait_for(job).state == "failed"
    listed = Path(f"/proc/{portal.pid}/task/{portal.pid}/children").read_text().split()
    assert len(listed) == 3
    portal.send_signal(signal.SIGINT)
    assert portal.wait(timeout=30) == 0
    wait_until(lambda: not any(processes.runs(int(pid), "python") for pid in listed))


def test_taken_port_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"Порт {port} занят"):
            demo.free_port("127.0.0.1", port)
