"""Several processes as one: started together, started again when one dies, ended together."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

GRACE_SECONDS = 15.0
PAUSE_SECONDS = 0.2
# A process that dies sooner than this is started again only after a pause.
SHORT_LIFE_SECONDS = 10.0
PR_SET_PDEATHSIG = 1
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Say = Callable[[str], object]


def die_with_parent() -> None:
    """Have the kernel end this process when the supervisor is killed: no server is left holding the port."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Part:
    """One process of the whole; what it says goes to its log."""

    name: str
    command: tuple[str, ...]
    log: Path
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started: float = field(default=0.0, init=False)

    def start(self) -> None:
        """Start it, apart from the terminal: ``Ctrl+C`` reaches the supervisor alone."""
        self.started = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def died(self) -> int | None:
        """The exit status of a process that is gone."""
        return self.process.poll() if self.process else None

    def end(self, deadline: float) -> None:
        """Wait for it to end by itself until the deadline, then kill it with all its children."""
        if self.process is None:
            return
        try:
            self.process.wait(max(deadline - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Supervisor:
    """Keeps the parts running until a signal or ``stop``."""

    def __init__(self, parts: Iterable[Part], say: Say = print) -> None:
        self.parts = tuple(parts)
        self.say = say
        self._stopped = threading.Event()

    def __enter__(self) -> "Supervisor":
        self._before = {number: signal.signal(number, self._on_signal) for number in SIGNALS}
        for part in self.parts:
            part.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def stop(self) -> None:
        """Ask ``watch`` to return."""
        self._stopped.set()

    @property
    def stopping(self) -> bool:
        """Whether a signal or ``stop`` has come."""
        return self._stopped.is_set()

    def watch(self) -> None:
        """Until the stop: start again what died."""
        while not self._stopped.wait(PAUSE_SECONDS):
            for part in self.parts:
                if (status := part.died()) is not None:
                    self._start_again(part, status)

    def _start_again(self, part: Part, status: int) -> None:
        self.say(f"Процесс «{part.name}» остановился (код {status}), запускается снова. Журнал: {part.log}")
        lived = time.monotonic() - part.started
        if lived < SHORT_LIFE_SECONDS and self._stopped.wait(min(SHORT_LIFE_SECONDS - lived, 2)):
            return
        part.start()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._stopped.set()

    def _end(self) -> None:
        for part in self.parts:
            if part.process is not None and part.process.poll() is None:
                part.process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for part in self.parts:
            part.end(deadline)


def python(*arguments: str) -> tuple[str, ...]:
    """A command of the interpreter that runs now."""
    return (sys.executable, *arguments)
