"""The embedded PostgreSQL, on a real server."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from rsnms.embedded import EmbeddedServerError, postgres

ENSURE = """
import pathlib, sys
from rsnms.embedded import postgres
print(postgres.ensure(pathlib.Path(sys.argv[1])))
"""


def ask(address: str, question: str) -> tuple[object, ...] | None:
    with psycopg.connect(address, autocommit=True) as connection:
        return connection.execute(question.encode()).fetchone()


def server_pid(home: Path) -> int:
    return int((home / "pg/data/postmaster.pid").read_text().split()[0])


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_ensure_gives_database_owned_by_login_without_superpowers(running_home: Path) -> None:
    answer = ask(
        postgres.url(running_home),
        """SELECT current_database(), current_user, pg_get_userbyid(d.datdba),
                  r.rolsuper, r.rolcreatedb, r.rolcreaterole, r.rolbypassrls
           FROM pg_database d, pg_roles r
           WHERE d.datname = current_database() AND r.rolname = current_user""",
    )
    assert answer == ("rsnms", "rsnms", "rsnms", False, True, True, False)


def test_database_is_utf8_and_knows_cyrillic_letters(running_home: Path) -> None:
    question = "SELECT current_setting('server_encoding'), upper('ёжик'), 'Ёж' ILIKE 'ёж'"
    assert ask(postgres.url(running_home), question) == ("UTF8", "ЁЖИК", True)


def test_ensure_is_quick_when_the_server_runs(running_home: Path) -> None:
    pid = server_pid(running_home)
    times = []
    for _attempt in range(5):
        started = time.perf_counter()
        postgres.ensure(running_home)
        times.append(time.perf_counter() - started)
    assert min(times) < 0.1
    assert server_pid(running_home) == pid


def test_server_listens_on_no_network_address(running_home: Path) -> None:
    assert ask(postgres.url(running_home), "SHOW listen_addresses") == ("",)


def test_fast_server_trades_safety_for_speed(running_home: Path) -> None:
    question = "SELECT current_setting('fsync'), current_setting('synchronous_commit')"
    assert ask(postgres.url(running_home), question) == ("off", "off")


def test_usual_server_is_safe(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RSNMS_PG_FAST")
    question = """SELECT current_setting('fsync'), current_setting('synchronous_commit'),
                         current_setting('full_page_writes')"""
    assert ask(postgres.ensure(home), question) == ("on", "on", "on")


def test_url_starts_and_creates_nothing(home: Path) -> None:
    postgres.url(home)
    assert list(home.iterdir()) == []
    assert postgres.is_running(home) is False


def test_only_the_owner_may_enter_the_folders(running_home: Path) -> None:
    folders = ("pg", "pg/data", "pg/run")
    assert {name: oct(mode(running_home / name)) for name in folders} == dict.fromkeys(folders, "0o700")


def test_folders_above_stay_closed_to_readers(home: Path) -> None:
    uploads = home / "uploads"
    uploads.mkdir(mode=0o700)
    postgres.ensure(home)
    # Root's server runs as another user, who may pass through the data folder but not list it.
    passing = 0o001 if os.geteuid() == 0 else 0
    assert [oct(mode(path)) for path in (home, home.parent, uploads)] == [
        oct(0o700 | passing),
        oct(0o700 | passing),
        oct(0o700),
    ]


def test_four_processes_at_once_start_one_server(home: Path) -> None:
    command = [sys.executable, "-c", ENSURE, str(home)]
    children = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    answers = [child.communicate(timeout=120)[0].strip() for child in children]
    assert answers == [postgres.url(home)] * 4
    assert (home / "pg/log").read_text().count("starting PostgreSQL") == 1


def test_what_was_committed_survives_the_killing_of_the_server(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RSNMS_PG_FAST")
    address = postgres.ensure(home)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
        os.kill(server_pid(home), signal.SIGKILL)
        assert postgres.ensure(home) == address
    assert ask(address, "SELECT n FROM kept") == (7,)


def test_ensure_is_not_misled_by_lock_files_naming_another_program(home: Path) -> None:
    address = postgres.ensure(home)
    postgres.stop(home)
    for name in ("pg/data/postmaster.pid", "pg/run/.s.PGSQL.5432.lock"):
        (home / name).write_text(f"{os.getpid()}\n{home / 'pg/data'}\n")
    assert ask(postgres.ensure(home), "SELECT 1") == (1,)
    assert address == postgres.url(home)


def test_ensure_finishes_what_an_interrupted_first_start_left(home: Path) -> None:
    (home / "pg/data.new").mkdir(parents=True)
    (home / "pg/data.new/half").write_text("written")
    assert ask(postgres.ensure(home), "SELECT 1") == (1,)
    assert (home / "pg/data.new").exists() is False


def test_ensure_works_below_a_long_path_with_awkward_signs(long_home: Path) -> None:
    address = postgres.ensure(long_home)
    assert ask(address, "SELECT 1") == (1,)
    with psycopg.connect(address) as connection:
        sockets = Path(connection.info.host)
    assert (sockets.parent, oct(mode(sockets))) == (Path("/tmp"), "0o700")


def test_ensure_refuses_a_socket_folder_open_to_others(long_home: Path) -> None:
    address = postgres.url(long_home)
    sockets = Path(str(psycopg.conninfo.conninfo_to_dict(address)["host"]))
    sockets.mkdir(mode=0o777)
    sockets.chmod(0o777)
    with pytest.raises(EmbeddedServerError, match="открыта для других"):
        postgres.ensure(long_home)
    sockets.rmdir()


def test_ensure_shows_the_servers_log_when_it_does_not_start(home: Path) -> None:
    postgres.ensure(home)
    postgres.stop(home)
    (home / "pg/data/global/pg_control").unlink()
    with pytest.raises(EmbeddedServerError, match="pg_control"):
        postgres.ensure(home)


def test_stop_ends_open_connections_and_tells_whether_it_ran(home: Path) -> None:
    assert postgres.stop(home) is False
    with psycopg.connect(postgres.ensure(home)):
        assert postgres.stop(home) is True
    assert (postgres.is_running(home), postgres.stop(home)) == (False, False)
