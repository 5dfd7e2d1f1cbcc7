"""`python -m rsnms.embedded`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rsnms.embedded import paths, postgres, redis
from rsnms.services import ensure_postgres, ensure_redis


def run(home: Path, *arguments: str) -> tuple[int, str]:
    result = subprocess.run(
        [sys.executable, "-m", "rsnms.embedded", *arguments],
        env=os.environ | {"RSNMS_DATA_DIR": str(home)},
        cwd=paths.CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    return result.returncode, result.stdout


def test_command_starts_shows_and_stops_both_servers(home: Path) -> None:
    assert run(home, "status") == (1, "PostgreSQL: не запущен\nRedis: не запущен\n")
    assert run(home, "start") == (0, f"PostgreSQL: {postgres.url(home)}\nRedis: {redis.url(home)}\n")
    assert run(home, "status") == (0, "PostgreSQL: работает\nRedis: работает\n")
    assert run(home, "stop") == (0, "Redis: остановлен\nPostgreSQL: остановлен\n")
    assert run(home, "stop") == (0, "Redis: не был запущен\nPostgreSQL: не был запущен\n")


@pytest.mark.parametrize("arguments", [(), ("restart",)])
def test_command_refuses_what_it_does_not_know(home: Path, arguments: tuple[str, ...]) -> None:
    assert run(home, *arguments) == (2, "")


def test_ensure_functions_take_the_data_folder_from_the_environment(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RSNMS_DATA_DIR", str(home))
    ensure_postgres()
    ensure_redis()
    assert (postgres.is_running(home), redis.is_running(home)) == (True, True)
