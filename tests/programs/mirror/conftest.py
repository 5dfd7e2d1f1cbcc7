"""A registry that answers on this machine, and one reading of it as the system."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from threading import Thread

import pytest

from apps.core.actor import acting, system
from apps.programs.mirror.http import Patience
from apps.programs.mirror.server import Registry, RegistryServer
from apps.programs.models import Synchronization
from apps.programs.services.mirror import synchronize

SYSTEM = system("test")
DAY = date(2026, 3, 1)
QUICK = Patience(tries=3, pause=0.01, connect=1, read=0.3, page_seconds=2)
Sync = Callable[..., Synchronization]


@contextmanager
def serving(registry: Registry) -> Iterator[RegistryServer]:
    """The registry on a free port."""
    with RegistryServer(registry) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def sync(db: None) -> Sync:
    """One synchronization of a source: ``sync(server.address, today=…)``."""

    def run(source: str, today: date = DAY, *, private: bool = True) -> Synchronization:
        return synchronize(source, step=partial(acting, SYSTEM), today=today, private=private, patience=QUICK)

    return run
