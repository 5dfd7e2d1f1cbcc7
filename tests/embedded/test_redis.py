"""The embedded Redis-compatible server, on a real one."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from celery import Celery
from redis import Redis

from rsnms.embedded import EmbeddedServerError, redis

ENSURE = """
import pathlib, sys
from rsnms.embedded import redis
print(redis.ensure(pathlib.Path(sys.argv[1])))
"""


def server_pid(home: Path) -> int:
    return int((home / "redis/pid").read_text())


def test_ensure_gives_address_that_answers(running_home: Path) -> None:
    with Redis.from_url(redis.ensure(running_home)) as client:
        assert client.ping() is True


def test_databases_are_apart(running_home: Path) -> None:
    with (
        Redis.from_url(redis.url(running_home, db=1)) as one,
        Redis.from_url(redis.url(running_home, db=2)) as two,
    ):
        one.set("key", "value")
        assert (one.get("key"), two.get("key")) == (b"value", None)


def test_server_keeps_queues_and_drops_cache_when_full(running_home: Path) -> None:
    with Redis.from_url(redis.url(running_home)) as client:
        settings = client.config_get("maxmemory-policy", "appendonly", "save", "port")
    assert settings == {"maxmemory-policy": "volatile-lru", "appendonly": "no", "save": "", "port": "0"}


def test_only_the_owner_may_enter_the_socket_folder(running_home: Path) -> None:
    assert oct(stat.S_IMODE((running_home / "redis/run").stat().st_mode)) == "0o700"


def test_celery_sends_and_receives_through_it(running_home: Path) -> None:
    with Celery("test", broker=redis.celery_url(running_home, db=3)) as app:
        app.send_task("apps.example", args=[7], task_id="one")
        with app.connection_for_read() as connection, connection.SimpleQueue("celery") as queue:
            message = queue.get(timeout=5)
            message.ack()
    assert (message.headers["task"], message.headers["id"], message.payload[0]) == (
        "apps.example",
        "one",
        [7],
    )


def test_url_starts_and_creates_nothing(home: Path) -> None:
    redis.url(home)
    assert (list(home.iterdir()), redis.is_running(home)) == ([], False)


def test_four_processes_at_once_start_one_server(home: Path) -> None:
    command = [sys.executable, "-c", ENSURE, str(home)]
    children = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    answers = [child.communicate(timeout=60)[0].strip() for child in children]
    assert answers == [redis.url(home)] * 4
    assert (home / "redis/log").read_text().count("Ready to accept connections") == 1


def test_ensure_starts_again_after_the_server_was_killed(home: Path) -> None:
    redis.ensure(home)
    killed = server_pid(home)
    os.kill(killed, signal.SIGKILL)
    redis.ensure(home)
    assert redis.is_running(home) is True
    assert server_pid(home) != killed


def test_ensure_works_below_a_long_path_with_awkward_signs(long_home: Path) -> None:
    with Redis.from_url(redis.ensure(long_home)) as client:
        assert client.ping() is True
    with Celery("test", broker=redis.celery_url(long_home)) as app, app.connection_for_write() as connection:
        connection.ensure_connection(max_retries=1)
        assert connection.connected is True


def test_addresses_escape_awkward_signs() -> None:
    home = Path("/srv/дом 1?")
    path = "/srv/%D0%B4%D0%BE%D0%BC%201%3F/redis/run/redis.sock"
    assert redis.url(home, db=1) == f"unix://{path}?db=1"
    assert redis.celery_url(home) == f"redis+socket://{path}?virtual_host=0"


def test_ensure_refuses_a_socket_folder_that_is_a_link(home: Path) -> None:
    (home / "elsewhere").mkdir(mode=0o700)
    (home / "redis").mkdir(mode=0o700)
    (home / "redis/run").symlink_to(home / "elsewhere")
    with pytest.raises(EmbeddedServerError, match="принадлежит другому"):
        redis.ensure(home)


def test_stop_tells_whether_it_ran(home: Path) -> None:
    assert redis.stop(home) is False
    redis.ensure(home)
    assert redis.stop(home) is True
    assert (redis.is_running(home), redis.stop(home)) == (False, False)
