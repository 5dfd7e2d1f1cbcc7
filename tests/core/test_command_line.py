"""What every command says of a wrong call and of its surroundings: one line, exit status 2 (FORMATS, Commands)."""

import logging
import os
import subprocess
import sys
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, load_command_class
from django.db import OperationalError

from apps.core.management import arguments
from apps.core.management.base import PortalCommand
from rsnms.addresses import WRONG_DATABASE, WRONG_REDIS, cache_url, database_from_url
from tests.workers import CHECKOUT

YEARS = "ожидается год от 1900 до 2200"
DAYS = "ожидается дата ГГГГ-ММ-ДД, год от 1900 до 2200"


def command(app: str, name: str) -> PortalCommand:
    """A command of an application."""
    found = load_command_class(f"apps.{app}", name)
    assert isinstance(found, PortalCommand)
    return found


@pytest.mark.parametrize(
    ("app", "args", "said"),
    [
        ("core", "import_data staff", "не хватает обязательных: FILE"),
        ("core", "import_data staff a.csv --nope", "таких нет: --nope"),
        ("indicators", "load_profile", "не хватает обязательных: profile"),
        ("monitoring", "compute_report --profile perm --year", "--year: ожидается значение"),
        ("monitoring", "compute_report --profile perm --year abc", f"--year: «abc» — {YEARS}"),
        ("monitoring", "compute_report --profile perm --year 0", f"--year: «0» — {YEARS}"),
        ("monitoring", "compute_report --profile perm --year 99999", f"--year: «99999» — {YEARS}"),
        ("monitoring", "compute_report --profile perm --from 01.02.2024", f"--from: «01.02.2024» — {DAYS}"),
        ("monitoring", "compute_report --profile perm --to 0001-01-31", f"--to: «0001-01-31» — {DAYS}"),
        ("monitoring", "explain --report один --indicator x --unit y", "--report: «один» — не целое число"),
        ("passport", "export_passport --profile perm --year 2201", f"--year: «2201» — {YEARS}"),
    ],
)
def test_wrong_call_is_one_line(app: str, args: str, said: str, capfd: pytest.CaptureFixture[str]) -> None:
    name = args.split()[0]
    with pytest.raises(SystemExit) as stop:
        command(app, name).run_from_argv(["manage.py", *args.split()])
    expected = f"Команда задана неверно: {said} (справка: manage.py {name} --help)\n"
    assert (stop.value.code, *capfd.readouterr()) == (2, "", expected)


def test_wrong_call_from_code_is_an_exception_as_ever() -> None:
    with pytest.raises(CommandError, match="required: profile"):
        command("indicators", "load_profile").create_parser("manage.py", "load_profile").parse_args([])


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OperationalError("connection refused\nIs it running?"), "База данных недоступна или прервала работу"),
        (ValueError("year -34 is out of range"), "Ошибка портала"),
    ],
)
def test_defect_is_one_line_and_whole_in_the_log(
    error: Exception, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    log = logging.FileHandler(tmp_path / "commands.log", encoding="utf-8")
    monkeypatch.setattr(logging.getLogger("apps.core.management.base"), "handlers", [log])
    sentence = command("indicators", "load_profile").sentence(error)
    log.close()
    written = (tmp_path / "commands.log").read_text(encoding="utf-8")
    where = settings.DATA_DIR / "logs" / "commands.log"
    assert sentence == f"{said}, ничего не сделано; подробности в {where}"
    assert written.splitlines()[0] == "The command load_profile failed"
    assert str(error) in written


def test_years_and_days_of_arguments() -> None:
    assert (arguments.year("1900"), arguments.year("2200")) == (1900, 2200)
    assert (arguments.day("1900-01-01"), arguments.day("2200-12-31")) == (date(1900, 1, 1), date(2200, 12, 31))
    for wrong in ("1899", "-2024", "２０２４", ""):
        with pytest.raises(ArgumentTypeError):
            arguments.year(wrong)


@pytest.mark.parametrize("url", ["nonsense", "mysql://a/b", "postgres://a:port/b", ""])
def test_wrong_address_of_a_database_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"^{WRONG_DATABASE}$"):
        database_from_url(url)


def test_address_of_a_database_is_read_whole() -> None:
    found = database_from_url("postgresql://us%40r:p%2Fw@db.example:6543/portal?sslmode=require")
    assert found == {
        "NAME": "portal",
        "USER": "us@r",
        "PASSWORD": "p/w",
        "HOST": "db.example",
        "PORT": "6543",
        "OPTIONS": {"sslmode": "require", "assume_role": "rsnms_app"},
    }


def test_cache_lies_beside_the_broker() -> None:
    assert [cache_url(url) for url in ("", "redis://a:1", "rediss://a:1/3")] == ["", "redis://a:1/1", "rediss://a:1/4"]


@pytest.mark.parametrize("url", ["nonsense", "http://a/1", "redis://a/x"])
def test_wrong_address_of_a_broker_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"^{WRONG_REDIS}$"):
        cache_url(url)


def started(*args: str, **environment: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of ``manage.py``, both as UTF-8."""
    found = subprocess.run(
        [sys.executable, "manage.py", *args],
        cwd=CHECKOUT,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return found.returncode, found.stdout, found.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL", "mysql://a/b", WRONG_DATABASE),
        ("REDIS_URL", "nonsense", WRONG_REDIS),
        ("RSNMS_DATA_DIR", "/dev/null/x", "RSNMS_DATA_DIR: папка данных «/dev/null/x» недоступна для записи"),
    ],
)
def test_wrong_environment_is_one_line(name: str, value: str, said: str) -> None:
    assert started("load_profile", "perm", **{name: value}) == (2, "", f"{said}\n")


def test_output_is_utf8_in_any_locale() -> None:
    status, out, _ = started("import_data", "--help", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (status, "Загружает одну таблицу" in out) == (0, True)
