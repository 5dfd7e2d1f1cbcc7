"""A worker killed in the middle of an import: the work completes by itself, no row twice."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from apps.core.actor import Actor, acting, system
from apps.core.imports import kinds, uploads
from apps.core.imports.jobs import submit_import
from apps.core.imports.services import run, summary
from apps.core.models import Job
from apps.core.tabular.reader import read_table
from tests.acceptance.held import PATIENCE, history_held, verbs
from tests.cast import Cast, make_cast
from tests.factories import make_snils
from tests.generation.digests import digest
from tests.support_files import Row, write_csv
from tests.workers import StartWorker, wait_for, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROWS = 400
# Who is refused: the position is in no dictionary.
BAD = 17


def rows(cast: Cast) -> list[Row]:
    """New people of two schools, one row to be rejected, and a changed name of somebody known."""
    found = [
        {
            "СНИЛС": make_snils(50_000 + number),
            "Фамилия": f"Загруженная{number}",
            "Имя": "Проба",
            "Код организации": (cast.school_a, cast.school_b)[number % 2].code,
            "Должность": "Звездочёт" if number == BAD else "Учитель",
            "Основное место работы": "да",
            "Дата приёма": "01.09.2020",
        }
        for number in range(ROWS)
    ]
    known = {**found[0], "СНИЛС": cast.teacher.snils, "Фамилия": "Новая", "Код организации": cast.school_a.code}
    return [*found, {**known, "Дата приёма": "01.09.2015"}]


@dataclass(frozen=True)
class Done:
    """What an import left: counts and reasons, the people and their jobs, the history of both."""

    result: dict[str, Any]
    people: str
    history: dict[str, list[str]]


def left(result: dict[str, Any]) -> Done:
    """What there is now, beside the result of an import."""
    with acting(system("test")):
        people = digest()
    kinds_of_rows = ("teachers.person", "teachers.employment")
    return Done(result, people, {kind: sorted(verbs(kind)) for kind in kinds_of_rows})


@pytest.fixture
def cast(queue: object, committed: None) -> Cast:
    """The cast in committed rows."""
    with acting(system("test")):
        return make_cast()


@pytest.fixture
def file(cast: Cast, tmp_path: Path) -> Path:
    """The spreadsheet."""
    return write_csv(tmp_path / "Кадры.csv", rows(cast))


@pytest.fixture
def asker(cast: Cast) -> Actor:
    """The specialist of the ЦНППМ."""
    return cast.actor("cnppm")


@pytest.fixture
def quiet(asker: Actor, file: Path) -> Done:
    """What an undisturbed import leaves; taken back."""
    with transaction.atomic():
        with acting(asker):
            result = run(kinds.get("staff"), file)
        done = left(summary(result))
        transaction.set_rollback(True)
    return done


def ask(actor: Actor, file: Path) -> Job:
    """Ask for the import of the file."""
    with acting(actor):
        upload = uploads.keep([file.read_bytes()], name=file.name)
        return submit_import(kinds.get("staff"), upload)


def without_url(job: Job) -> dict[str, Any]:
    """The result of a job as the service made it."""
    return {name: value for name, value in job.result.items() if name != "url"}


def rejected(job: Job, home: Path) -> list[str]:
    """Which rows of the user's file stand in the file of rejected rows."""
    with read_table(home / "files" / job.result_file) as table:
        return [str(cells[0]).splitlines()[0] for _, cells in table.rows()]


def test_import_of_a_killed_worker_completes_with_no_row_twice(
    start_worker: StartWorker, asker: Actor, file: Path, quiet: Done, queue: Path
) -> None:
    job = ask(asker, file)
    with history_held() as held:
        first = start_worker()
        wait_until(lambda: held.waiting() == 1, PATIENCE)
        first.kill()
    start_worker()
    done = wait_for(job, seconds=PATIENCE)
    assert (done.state, done.attempts) == ("done", 2)
    assert left(without_url(done)) == quiet
    assert quiet.result["rows"] == ROWS + 1
    assert rejected(done, queue) == [f"Строка {BAD + 2} исходного файла."]


def test_double_click_on_import_is_one_job(start_worker: StartWorker, asker: Actor, file: Path, quiet: Done) -> None:
    first, second = ask(asker, file), ask(asker, file)
    start_worker()
    assert (second, left(without_url(wait_for(first, seconds=PATIENCE)))) == (first, quiet)


def test_import_asked_for_again_changes_nothing(start_worker: StartWorker, asker: Actor, file: Path) -> None:
    start_worker()
    once = wait_for(ask(asker, file), seconds=PATIENCE)
    again = wait_for(ask(asker, file), seconds=PATIENCE)
    assert once.pk != again.pk
    counts = {name: again.result[name] for name in ("rows", "created", "updated", "unchanged", "rejected")}
    assert counts == {"rows": ROWS + 1, "created": 0, "updated": 0, "unchanged": ROWS, "rejected": 1}
