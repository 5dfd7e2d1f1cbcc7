"""``sync_registry`` and files: exit statuses, both kinds of files, findings that name the row."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from apps.core.actor import Actor, acting, system
from apps.core.jobs import JobRefused
from apps.core.models import Job
from apps.programs.mirror import jobs
from apps.programs.mirror.server import Fault, Registry, entry
from apps.programs.models import LinkProposal, RegistryEntry, RegistrySource, Synchronization
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import log_in, text_of
from tests.programs.mirror.conftest import Sync, serving

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
Sheet = Callable[..., Path]
HEADINGS = ("Номер", "Наименование", "Вид", "Часы", "Форма", "Организация", "ИНН", "Включена", "Исключена")


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    """A workbook of rows under the headings of FORMATS."""

    def make(*rows: tuple[Any, ...]) -> Path:
        book = openpyxl.Workbook()
        assert book.active is not None
        book.active.append(
            ("Номер", "Наименование", "Вид", "Часы", "Форма", "Организация", "ИНН", "Включена", "Исключена")
        )
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / "реестр.xlsx")
        return tmp_path / "реестр.xlsx"

    return make


ROW = ("ФР-1", "Программа", "ПК", 36, "очная", "Институт", "7707083893", date(2024, 1, 2), None)


def stored() -> list[tuple[Any, ...]]:
    with acting(SYSTEM):
        return list(
            RegistryEntry.objects.values_list(
                "number", "title", "kind", "hours", "form", "organization_name", "organization_inn", "included_on",
                "excluded_on",
            )
        )  # fmt: skip


def test_spreadsheet_is_applied_and_the_second_time_changes_nothing(
    sheet: Sheet, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(sheet(ROW))
    call_command("sync_registry", path)
    call_command("sync_registry", path)
    first, second = capsys.readouterr().out.splitlines()
    assert first == "Реестр применён: появилось 1, изменилось 0, исчезло 0, вернулось 0 (прочитано 1\u00a0запись)."
    assert second == "В реестре ничего не изменилось."
    assert stored() == [("ФР-1", "Программа", "pk", 36, "очная", "Институт", "7707083893", date(2024, 1, 2), None)]


def test_json_gives_what_the_feed_gives(tmp_path: Path, sync: Sync) -> None:
    entries = [entry(number, 3) for number in range(1, 30)]
    file = tmp_path / "feed.json"
    file.write_text(json.dumps({"items": entries}, ensure_ascii=False))
    call_command("sync_registry", str(file))
    before = stored()
    with serving(Registry(entries, per_page=10)) as server:
        assert (sync(server.address).state, stored(), len(before)) == ("unchanged", before, 29)


@pytest.mark.parametrize(
    ("row", "finding"),
    [
        (("ФР-2", None, *ROW[2:]), "Файл реестр.xlsx, строка 3 (№ ФР-2): нет поля «Наименование»."),
        (("ФР-2", "Б", *ROW[2:7], None, None), "Файл реестр.xlsx, строка 3 (№ ФР-2): нет поля «Включена»."),
        (
            ("ФР-2", "Б", *ROW[2:8], date(2023, 1, 1)),
            "Файл реестр.xlsx, строка 3 (№ ФР-2): исключена 01.01.2023, раньше, чем включена 02.01.2024.",
        ),
    ],
)
def test_wrong_row_stops_the_whole_file(sheet: Sheet, row: tuple[Any, ...], finding: str) -> None:
    with pytest.raises(CommandError, match="Ничего не применено") as refused:
        call_command("sync_registry", str(sheet(ROW, row)))
    assert str(refused.value) == f"Ничего не применено, прочитанное ждёт решения. {finding}"
    assert stored() == []


@pytest.mark.parametrize("name", ["нет.xlsx", "пусто.json"])
def test_file_that_cannot_be_read_is_told_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "пусто.json").write_text("{")
    with pytest.raises(CommandError) as refused:
        call_command("sync_registry", str(tmp_path / name))
    assert ("\n" in str(refused.value), str(refused.value).startswith("Ничего не применено. Файл")) == (False, True)


class Context:
    """What a job is given, where only its effect matters."""

    def __init__(self, actor: Actor = SYSTEM) -> None:
        self.actor = actor

    def step(self) -> Any:
        return acting(self.actor)

    def progress(self, done: int, total: int | None = None, message: str = "") -> None:
        """Nobody looks."""

    def file(self, name: str) -> Path:
        raise AssertionError(name)


def test_nightly_job_reads_the_source_that_is_on(db: None, settings: Any) -> None:
    settings.REGISTRY_PRIVATE = True
    context = Context()
    assert jobs.nightly(context).message == "Источник реестра не задан"
    with serving(Registry([entry(number, 1) for number in range(1, 5)])) as server:
        with acting(SYSTEM):
            RegistrySource.objects.create(address=server.address)
        done = jobs.nightly(context)
        assert done.message.startswith("Реестр применён: появилось 4")
        settings.REGISTRY_PRIVATE = False
        server.registry.fault = Fault.HALF
        with pytest.raises(JobRefused, match="внутреннюю сеть"):
            jobs.nightly(context)


def test_file_is_read_from_the_page(cast: Cast, sheet: Sheet) -> None:
    browser = log_in(cast, "iro")
    with sheet(ROW).open("rb") as file:
        asked = browser.post("/programs/registry/file/", {"file": file})
    assert asked.status_code == 302
    with acting(SYSTEM):
        parameters = Job.objects.get(kind="sync_registry_file").parameters
        make.make_program(cast.iro, title="Программа")
        make.make_program(cast.foreign_school, title="Программа")
    jobs.from_file(Context(cast.actor("iro")), **parameters)
    with acting(SYSTEM):
        assert (Synchronization.objects.get().source, LinkProposal.objects.count()) == ("реестр.xlsx", 2)


def test_wrong_kind_of_file_is_refused(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    with (tmp_path / "a.txt").open("rb") as file:
        refused = log_in(cast, "iro").post("/programs/registry/file/", {"file": file})
    assert (refused.status_code, "не .json, .xlsx и не .csv" in text_of(refused)) == (422, True)


@pytest.fixture
def two(cast: Cast, sheet: Sheet) -> Client:
    """Two synchronizations: an entry changed, an entry came."""
    call_command("sync_registry", str(sheet(ROW)))
    call_command("sync_registry", str(sheet((*ROW[:3], 72, *ROW[4:]), ("ФР-2", *ROW[1:]))))
    return log_in(cast, "cnppm")


def test_differences_of_two_synchronizations_are_shown_and_exported(two: Client, tmp_path: Path) -> None:
    page = text_of(two.get("/programs/registry/differences/?from=1&to=2"))
    assert [words in page for words in ("часы: 36 → 72", "появилась", "ФР-2")] == [True, True, True]
    exported = two.get("/programs/registry/differences/?from=1&to=2&export=1")
    (tmp_path / "d.xlsx").write_bytes(b"".join(exported))
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx").active
    assert sheet is not None
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=2)]
    assert rows == [
        ("ФР-1", "Программа", "изменилась", "часы: 36 → 72"),
        ("ФР-2", "Программа", "появилась", None),
    ]


def test_differences_of_what_is_not_there_are_not_there(two: Client) -> None:
    assert two.get("/programs/registry/differences/?from=7&to=9").status_code == 404
    assert two.get("/programs/registry/differences/").status_code == 200
