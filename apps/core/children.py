"""A child process for what comes from outside: it may take so much memory and time, and nothing of ours with it.

Both sides stand here: the parent starts a module in a bare environment, the child limits itself before it reads.
Nothing here imports Django: the child starts fast.
"""

import os
import resource
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

_ROOT = Path(__file__).resolve().parents[2]
# What a damaged archive of XML raises in the reading.
BROKEN = (zipfile.BadZipFile, zlib.error, ParseError, EOFError, NotImplementedError, RuntimeError, KeyError)


def run(module: str, *arguments: str, seconds: float, **streams: Any) -> "subprocess.CompletedProcess[bytes]":
    """Run a module of ours over its arguments and wait. Raises ``subprocess.TimeoutExpired`` after ``seconds``."""
    return subprocess.run(
        [sys.executable, "-s", "-m", module, *arguments],
        cwd=_ROOT,
        env={"PATH": os.defpath, "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        timeout=seconds,
        check=False,
        **streams,
    )


def limit(*, memory: int, seconds: int, output: int | None = None) -> None:
    """Called by the child: bytes of memory, seconds of CPU, bytes of a written file; no core is left behind."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    if output is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
