"""Imports as jobs, with a real worker."""

from pathlib import Path

import openpyxl
import pytest

from apps.core.actor import Actor, acting
from apps.core.imports import kinds, uploads
from apps.core.imports.jobs import submit_import
from apps.core.models import HistoryEntry, Job
from apps.core.services import results
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast
from tests.support_files import write_csv
from tests.support_imports import SYSTEM
from tests.workers import StartWorker, Worker, read, wait_for, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
FIRST, SECOND = make.make_snils(700_001), make.make_snils(700_002)


def row(cast: Cast, snils: str, **cells: object) -> dict[str, object]:
    return {
        "СНИЛС": snils,
        "Фамилия": "Вымышленная",
        "Имя": "Анна",
        "Код организации": cast.school_a.code,
        "Должность": "Учитель",
        "Основное место работы": "да",
        "Дата приёма": "01.09.2020",
        **cells,
    }


def ask(actor: Actor, path: Path, *, dry_run: bool = False, atomic: bool = False) -> Job:
    """Upload the file and ask for the import as the actor."""
    with acting(actor):
        upload = uploads.keep([path.read_bytes()], name="Кадры школы.csv")
        return submit_import(kinds.get("staff"), upload, dry_run=dry_run, atomic=atomic)


def people() -> int:
    with acting(SYSTEM):
        return Person.objects.filter(snils__in=[FIRST, SECOND]).count()


def test_preview_then_import_with_the_rejected_rows_as_a_file(worker: Worker, cast: Cast, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(cast, FIRST), row(cast, SECOND, Должность="Учитил")])
    actor = cast.actor("operator")
    preview = wait_for(ask(actor, path, dry_run=True))
    assert (preview.state, preview.title, people()) == ("done", "Проверка: Кадры", 0)
    assert [preview.result[name] for name in ("rows", "created", "updated", "unchanged", "rejected")] == [2, 1, 0, 0, 1]
    done = wait_for(ask(actor, path))
    assert (done.state, done.title, people()) == ("done", "Загрузка: Кадры", 1)
    assert done.message == "2\u00a0строки: новых 1, изменённых 0, без изменений 0, отклонено 1"
    assert done.result["errors"][0]["row"] == 3
    assert done.result_name == "Кадры школы — отклонённые строки.xlsx"
    file = results.path_of(done)
    assert file is not None
    heading, rejected = openpyxl.load_workbook(file).active.iter_rows(values_only=True)  # type: ignore[union-attr]
    assert (heading[0], heading[1], rejected[1], rejected[5]) == ("Что исправить", "СНИЛС", SECOND, "Учитил")
    assert str(rejected[0]).startswith("Строка 3 исходного файла.\nДолжность: «Учитил» — такой должности нет")
    with acting(SYSTEM):
        entry = HistoryEntry.objects.get(object_kind="teachers.person")
        assert (entry.actor_key, entry.user_id, entry.request_id) == (actor.key, actor.user_id, str(done.pk))


def test_all_or_nothing_writes_nothing(worker: Worker, cast: Cast, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(cast, FIRST), row(cast, SECOND, Должность="Учитил")])
    done = wait_for(ask(cast.actor("operator"), path, atomic=True))
    assert (done.state, people(), done.result["unchanged"], done.result["rejected"]) == ("done", 0, 1, 1)


def test_unusable_file_fails_with_its_sentence(worker: Worker, cast: Cast, tmp_path: Path) -> None:
    failed = wait_for(ask(cast.actor("operator"), write_csv(tmp_path / "a.csv", [{"СНИЛС": FIRST}])))
    assert (failed.state, failed.attempts) == ("failed", 1)
    assert failed.error.startswith("В первой строке нет обязательных столбцов «Фамилия», «Имя»")


def test_role_without_the_right_is_refused(worker: Worker, cast: Cast, tmp_path: Path) -> None:
    failed = wait_for(ask(cast.actor("ministry"), write_csv(tmp_path / "a.csv", [row(cast, FIRST)])))
    assert failed.error == "Загрузка «Кадры» недоступна вашей роли; обратитесь к специалисту ЦНППМ."


def test_removed_upload_fails_with_its_sentence(start_worker: StartWorker, cast: Cast, tmp_path: Path) -> None:
    actor = cast.actor("operator")
    job = ask(actor, write_csv(tmp_path / "a.csv", [row(cast, FIRST)]))
    (uploads.folder(actor) / job.parameters["upload"]).unlink()
    start_worker()
    assert wait_for(job).error == "Загруженный файл уже удалён; выберите его ещё раз."


def test_import_killed_in_the_middle_is_done_once(start_worker: StartWorker, cast: Cast, tmp_path: Path) -> None:
    rows = [row(cast, make.make_snils(710_000 + number)) for number in range(3000)]
    job = ask(cast.actor("operator"), write_csv(tmp_path / "a.csv", rows))
    first = start_worker()
    wait_until(lambda: read(job).message.startswith(("Читаем", "Проверяем", "Записываем")))
    first.kill()
    start_worker()
    done = wait_for(job, seconds=120)
    assert (done.state, done.result["created"], done.result["rejected"]) == ("done", 3000, 0)
    with acting(SYSTEM):
        assert Person.objects.filter(last_name="Вымышленная").count() == 3000
        assert HistoryEntry.objects.filter(object_kind="teachers.person", verb="import").count() == 3000
