"""Where the embedded services keep their files."""

import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rsnms.embedded import EmbeddedServerError, data_dir, paths


def test_data_dir_comes_from_the_environment_with_private_subfolders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RSNMS_DATA_DIR", str(tmp_path / "portal"))
    root = data_dir()
    assert root == tmp_path / "portal"
    assert {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in root.iterdir()} == {
        "files": "0o700",
        "logs": "0o700",
        "redis": "0o700",
    }


def test_data_dir_closes_a_subfolder_found_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files").chmod(0o755)
    monkeypatch.setenv("RSNMS_DATA_DIR", str(tmp_path))
    assert stat.S_IMODE((data_dir() / "files").stat().st_mode) == 0o700


def test_data_dir_that_cannot_be_made_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RSNMS_DATA_DIR", "/dev/null/x")
    with pytest.raises(
        EmbeddedServerError, match=r"^RSNMS_DATA_DIR: папка данных «/dev/null/x» недоступна для записи$"
    ):
        data_dir()


def test_data_dir_is_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RSNMS_DATA_DIR", "here")
    assert data_dir() == tmp_path / "here"


def test_importing_creates_nothing(tmp_path: Path) -> None:
    program = "import rsnms.embedded.postgres, rsnms.embedded.redis, sys; print('django' in sys.modules)"
    environment = {"RSNMS_DATA_DIR": str(tmp_path / "none")}
    command = [sys.executable, "-c", program]
    result = subprocess.run(command, env=environment, cwd=paths.CHECKOUT, capture_output=True, check=True)
    assert (result.stdout, (tmp_path / "none").exists()) == (b"False\n", False)


@pytest.mark.parametrize(("length", "inside"), [(80, True), (81, True), (82, False), (200, False)])
def test_socket_folder_is_inside_while_its_path_is_short_enough(length: int, inside: bool) -> None:
    home = Path("/" + "x" * (length - 1))
    assert (paths.socket_folder("pg", home) == home / "run") is inside


def test_socket_folders_of_two_long_homes_differ() -> None:
    folders = {paths.socket_folder("pg", Path("/" + letter * 120)) for letter in "ab"}
    assert len(folders) == 2


def test_exclusive_makes_another_process_wait(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    program = (
        "import sys, pathlib; from rsnms.embedded.paths import exclusive\n"
        "with exclusive(pathlib.Path(sys.argv[1])): print('got it')"
    )
    with paths.exclusive(lock):
        child = subprocess.Popen([sys.executable, "-c", program, str(lock)], stdout=subprocess.PIPE, cwd=paths.CHECKOUT)
        time.sleep(0.3)
        assert child.poll() is None
    assert child.communicate(timeout=10)[0] == b"got it\n"


def test_tail_gives_the_last_lines(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("one\ntwo\nthree\n")
    assert (paths.tail(log, lines=2), paths.tail(tmp_path / "none")) == ("two\nthree", "")
