"""Real servers in short-lived folders of their own."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from rsnms.embedded import paths, postgres, redis


@contextlib.contextmanager
def temporary_home(prefix: str = "rsnms-test-") -> Iterator[Path]:
    """Give a new data folder; stop its servers and remove it afterwards.

    Not pytest's own folder: pytest closes that one to others again, under a server that root
    handed to another account.
    """
    top = Path(tempfile.mkdtemp(prefix=prefix, dir="/tmp"))
    home = top / "data"
    home.mkdir(mode=0o700)
    try:
        yield home
    finally:
        postgres.stop(home)
        redis.stop(home)
        shutil.rmtree(top)


@pytest.fixture(autouse=True)
def _fast_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RSNMS_PG_FAST", "1")


@pytest.fixture
def home() -> Iterator[Path]:
    """A data folder that no server has seen yet."""
    with temporary_home() as path:
        yield path


@pytest.fixture(scope="module")
def running_home() -> Iterator[Path]:
    """A data folder with both servers running, shared by the tests of a module that only look."""
    with temporary_home() as path, pytest.MonkeyPatch.context() as patch:
        patch.setenv("RSNMS_PG_FAST", "1")
        postgres.ensure(path)
        redis.ensure(path)
        yield path


@pytest.fixture
def long_home() -> Iterator[Path]:
    """A data folder whose path is too long for a unix socket and full of awkward signs."""
    with temporary_home() as path:
        deep = path / ("дом «$школы' " + "я" * 45) / "data"
        deep.mkdir(mode=0o700, parents=True)
        try:
            yield deep
        finally:
            postgres.stop(deep)
            redis.stop(deep)
            for service, folder in (("pg", deep / "pg"), ("redis", deep / "redis")):
                shutil.rmtree(paths.socket_folder(service, folder), ignore_errors=True)
