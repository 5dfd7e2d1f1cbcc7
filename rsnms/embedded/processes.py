"""Looking at and ending the servers' processes through /proc."""

import os
import signal
import time
from pathlib import Path


def runs(pid: int, marker: str) -> bool:
    """Tell whether a live process has this id and `marker` in its command line.

    A dead process that its parent did not collect yet has an empty command line, and an id that
    another program got meanwhile has a different one: both count as not running.
    """
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return os.fsencode(marker) in command


def end(pid: int, marker: str, *, how: signal.Signals, seconds: float) -> bool:
    """Send the signal and wait; return True once the process is gone, False after `seconds`."""
    deadline = time.monotonic() + seconds
    if runs(pid, marker):
        os.kill(pid, how)
    while runs(pid, marker):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
