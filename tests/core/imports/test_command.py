"""The command ``import_data``: what it prints and how it ends."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from apps.core.actor import acting
from apps.diagnostics.models import Competence
from tests.support_files import write_csv
from tests.support_imports import SYSTEM
from tests.workers import CHECKOUT, database_url

pytestmark = pytest.mark.django_db
GOOD = {"Код": "Т-77", "Наименование": "Пробная компетенция", "Блок": "ИКТ"}
BAD = {"Код": "Т-78", "Наименование": "Пробная компетенция", "Блок": "нет такого"}


def command(*args: str, **options: object) -> tuple[int, str]:
    """Exit status and standard output."""
    out = io.StringIO()
    try:
        call_command("import_data", *args, stdout=out, **options)
    except SystemExit as stop:
        return int(str(stop.code)), out.getvalue()
    return 0, out.getvalue()


def stored() -> int:
    with acting(SYSTEM):
        return Competence.objects.filter(code__in=["Т-77", "Т-78"]).count()


def test_json_has_the_fixed_keys_and_nothing_else_is_printed(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "competences.csv", [{**GOOD, "Лишнее": "1"}, BAD])
    status, out = command("competences", str(path), "--json")
    assert (status, out.count("\n"), stored()) == (1, 1, 1)
    found: dict[str, Any] = json.loads(out)
    (error,) = found.pop("errors")
    assert found == {
        "kind": "competences",
        "file": "competences.csv",
        "rows": 2,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "rejected": 1,
        "warnings": ["Столбец «Лишнее» (ячейка D1) неизвестен и не читается."],
    }
    assert (error["row"], error["column"], error["code"]) == (3, "Блок", "choice")
    assert error["message"].startswith("Блок: «нет такого» — такого значения нет в списке; ожидается одно из значений")


def test_status_is_0_when_every_row_is_done(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [GOOD])
    status, out = command("competences", str(path))
    assert (status, stored()) == (0, 1)
    assert out == (
        "Загрузка. Компетенции, файл a.csv: 1\u00a0строка — создано 1, изменено 0, без изменений 0, отклонено 0.\n"
    )


def test_summary_tells_the_rejected_rows(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [BAD] * 1 + [{**BAD, "Код": f"Т-{n}"} for n in range(100, 155)])
    status, out = command("competences", str(path))
    lines = out.splitlines()
    assert (status, len(lines)) == (1, 52)
    assert lines[1].startswith("Строка 2. Блок: «нет такого» — ")
    assert lines[-1] == "…и ещё 6\u00a0причин."


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [GOOD, BAD])
    status, out = command("competences", str(path), dry_run=True)
    assert (status, stored()) == (1, 0)
    assert out.startswith("Проверка без записи. Компетенции, файл a.csv: 2\u00a0строки — создано 1, ")


def test_atomic_with_a_bad_row_prints_the_json_and_does_nothing(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [GOOD, BAD])
    out = io.StringIO()
    with pytest.raises(CommandError, match="Ничего не записано: 1\u00a0строка отклонена"):
        call_command("import_data", "competences", str(path), "--atomic", "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert [found[name] for name in ("rows", "created", "updated", "unchanged", "rejected")] == [2, 0, 0, 1, 1]
    assert stored() == 0


@pytest.mark.parametrize(
    ("kind", "rows", "message"),
    [
        ("nothing", [GOOD], "Вида «nothing» нет; есть: municipalities, organizations, staff, competences, "),
        ("competences", [{"Код": "Т-77"}], "В первой строке нет обязательных столбцов «Наименование», «Блок»; "),
    ],
)
def test_unusable_request_is_one_sentence(
    tmp_path: Path, kind: str, rows: list[dict[str, object]], message: str
) -> None:
    path = write_csv(tmp_path / "a.csv", rows)
    with pytest.raises(CommandError, match=f"^{message}") as told:
        call_command("import_data", kind, str(path))
    assert "\n" not in str(told.value)


def test_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"^Файл нет\.csv не найден; "):
        call_command("import_data", "competences", str(tmp_path / "нет.csv"))


@pytest.mark.slow
def test_process_ends_with_the_status_of_the_contract(committed: None, tmp_path: Path) -> None:
    good = write_csv(tmp_path / "good.csv", [GOOD])
    bad = write_csv(tmp_path / "bad.csv", [BAD])

    def run(*args: object) -> tuple[int, int, int]:
        found = subprocess.run(
            [sys.executable, "manage.py", "import_data", "competences", *map(str, args)],
            cwd=CHECKOUT,
            env={**os.environ, "DATABASE_URL": database_url()},
            capture_output=True,
            text=True,
            check=False,
        )
        return found.returncode, found.stdout.count("\n"), found.stderr.count("\n")

    assert run(good, "--json") == (0, 1, 0)
    assert run(bad, "--json") == (1, 1, 0)
    assert run(bad, "--json", "--atomic") == (2, 1, 1)
    assert run(tmp_path / "none.csv", "--json") == (2, 0, 1)
