"""Several processes as one: real ones."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rsnms import supervisor
from rsnms.embedded.processes import runs
from rsnms.supervisor import Part, Supervisor, python

SLEEP = "import time; time.sleep(600)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready'); time.sleep(600)"


def until(happened: Callable[[], bool]) -> None:
    """Wait until the call gives something true."""
    deadline = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def part(tmp_path: Path) -> Part:
    """A process that sleeps."""
    return Part("соня", python("-c", SLEEP), tmp_path / "log")


@pytest.fixture
def watched(part: Part, said: list[str]) -> Iterator[Supervisor]:
    """A supervisor that watches it in the background."""
    with Supervisor([part], said.append) as whole:
        thread = threading.Thread(target=whole.watch)
        thread.start()
        yield whole
        whole.stop()
        thread.join()


def pid_of(part: Part) -> int:
    assert part.process is not None
    return part.process.pid


def test_part_runs_while_the_supervisor_does(part: Part, said: list[str]) -> None:
    with Supervisor([part], said.append):
        pid = pid_of(part)
        assert runs(pid, SLEEP)
    assert (runs(pid, SLEEP), part.died(), said) == (False, -signal.SIGTERM, [])


def test_killed_part_is_started_again(
    watched: Supervisor, part: Part, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "SHORT_LIFE_SECONDS", 0.0)
    first = pid_of(part)
    os.kill(first, signal.SIGKILL)
    until(lambda: pid_of(part) != first and part.died() is None)
    assert said == [f"Процесс «соня» остановился (код -9), запускается снова. Журнал: {part.log}"]


def test_part_that_dies_at_once_is_started_after_a_pause(tmp_path: Path, said: list[str]) -> None:
    part = Part("неудачник", python("-c", "print('снова')"), tmp_path / "log")
    with Supervisor([part], said.append) as whole:
        threading.Timer(1.0, whole.stop).start()
        whole.watch()
    assert (len(said), part.log.read_text(encoding="utf-8")) == (1, "снова\n")


def test_stubborn_part_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "GRACE_SECONDS", 0.2)
    part = Part("упрямец", python("-c", STUBBORN), tmp_path / "log")
    with Supervisor([part]):
        until(lambda: part.log.read_bytes() == b"ready\n")
    assert part.died() == -signal.SIGKILL


def test_signal_ends_the_watch_and_old_handlers_come_back(part: Part) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with Supervisor([part]) as whole:
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGTERM)).start()
        whole.watch()
        assert whole.stopping
    assert signal.getsignal(signal.SIGTERM) == before


def test_parts_of_a_killed_supervisor_end_too(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from rsnms.supervisor import *\n"
        f"part = Part('соня', python('-c', {SLEEP!r}), Path({str(tmp_path / 'log')!r}))\n"
        "with Supervisor([part]) as whole:\n    print(part.process.pid, flush=True)\n    whole.watch()\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as whole:
        assert whole.stdout is not None
        pid = int(whole.stdout.readline())
        assert runs(pid, SLEEP)
        whole.kill()
    until(lambda: not runs(pid, SLEEP))
