"""Imports into a locked period: each locked row is rejected by itself, in the preview too; others are written."""

from datetime import date
from pathlib import Path

import pytest

from apps.core.actor import acting
from apps.diagnostics.models import DiagnosticSession, Score
from apps.events.models import Participation
from apps.routes.models import IndividualRoute
from apps.teachers.models import Employment, Person
from tests import factories as make
from tests.cast import Cast
from tests.locks import SENTENCE, lock
from tests.support_files import Row
from tests.support_imports import REJECTED, SYSTEM, UNCHANGED, counts, import_rows, messages

pytestmark = pytest.mark.django_db


def hired(cast: Cast, number: int, school: str, day: str, **cells: str) -> Row:
    """A new person with a job."""
    return {
        "СНИЛС": make.make_snils(90_000 + number),
        "Фамилия": f"Новикова{number}",
        "Имя": "Анна",
        "Код организации": getattr(cast, school).code,
        "Должность": "Учитель",
        "Основное место работы": "да",
        "Дата приёма": day,
        **cells,
    }


@pytest.fixture(autouse=True)
def words(cast: Cast) -> None:
    with acting(SYSTEM):
        make.make_position()
        make.make_competence("Т-01")
        make.make_competence("Т-02")


def test_locked_rows_are_rejected_one_by_one_and_leave_nothing_behind(cast: Cast, tmp_path: Path) -> None:
    lock(cast.municipality_a)
    rows = (
        hired(cast, 1, "school_a", "01.09.2025"),
        hired(cast, 2, "school_a", "01.02.2026"),
        hired(cast, 3, "school_b", "01.09.2025"),
        hired(cast, 4, "school_a2", "01.09.2020"),
    )
    result = import_rows("staff", tmp_path, *rows)
    assert counts(result) == (2, 0, 0, 2)
    assert [(e.row, e.code, e.message) for e in result.errors] == [(2, "locked", SENTENCE), (5, "locked", SENTENCE)]
    with acting(SYSTEM):
        made = Person.objects.filter(last_name__startswith="Новикова").order_by("last_name")
        assert [p.last_name for p in made] == ["Новикова2", "Новикова3"]


def test_the_preview_rejects_the_same_rows_and_writes_nothing(cast: Cast, tmp_path: Path) -> None:
    lock(cast.municipality_a)
    rows = (hired(cast, 1, "school_a", "01.09.2025"), hired(cast, 2, "school_a", "01.02.2026"))
    result = import_rows("staff", tmp_path, *rows, dry_run=True)
    assert (counts(result), messages(result)) == ((1, 0, 0, 1), [SENTENCE])
    with acting(SYSTEM):
        assert not Person.objects.filter(last_name__startswith="Новикова").exists()


def test_a_row_that_rests_on_a_rejected_one_is_looked_at_anew(cast: Cast, tmp_path: Path) -> None:
    with acting(SYSTEM):
        job = Employment.objects.get(person=cast.teacher)
    lock(cast.municipality_a)
    own = {"СНИЛС": cast.teacher.snils, "Фамилия": "Своева", "Имя": "Тест", "Должность": "Учитель"}
    common = {**own, "Основное место работы": "да"}
    ended = {**common, "Код организации": cast.school_a.code, "Дата приёма": "01.09.2015"}
    ended["Дата увольнения"] = "30.11.2025"
    begun = {**common, "Код организации": cast.school_b.code, "Дата приёма": "15.01.2026"}
    result = import_rows("staff", tmp_path, ended, begun)
    assert [(e.row, e.code) for e in result.errors] == [(2, "locked"), (3, "second_main")]
    with acting(SYSTEM):
        job.refresh_from_db()
    assert job.end is None


def scored(cast: Cast, day: str, competence: str, points: str) -> Row:
    return {
        "СНИЛС": cast.teacher.snils,
        "Дата": day,
        "Код провайдера": cast.cnppm.code,
        "Инструмент": "Пробный",
        "Компетенция": competence,
        "Балл": points,
        "Максимум": "100",
    }


def test_every_row_of_a_locked_object_is_rejected_and_an_unchanged_row_is_no_offence(
    cast: Cast, tmp_path: Path
) -> None:
    known = (scored(cast, "10.03.2025", "Т-01", "40"), scored(cast, "10.03.2025", "Т-02", "80"))
    assert counts(import_rows("diagnostics", tmp_path, *known)) == (2, 0, 0, 0)
    lock(cast.municipality_a)
    assert counts(import_rows("diagnostics", tmp_path, *known)) == (0, 0, 2, 0)
    changed = (known[0], scored(cast, "10.03.2025", "Т-02", "30"), scored(cast, "20.01.2026", "Т-01", "50"))
    result = import_rows("diagnostics", tmp_path, *changed)
    assert (counts(result), [e.row for e in result.errors]) == ((1, 0, 1, 1), [3])
    fresh = (scored(cast, "11.03.2025", "Т-01", "40"), scored(cast, "11.03.2025", "Т-02", "80"))
    assert counts(import_rows("diagnostics", tmp_path, *fresh)) == (0, 0, 0, 2)
    with acting(SYSTEM):
        assert sorted(DiagnosticSession.objects.values_list("completed_on", flat=True)) == [
            date(2025, 3, 10),
            date(2026, 1, 20),
        ]
        assert Score.objects.count() == 3


def test_a_participation_is_dated_by_its_event_in_an_import_too(cast: Cast, tmp_path: Path) -> None:
    with acting(SYSTEM):
        event = make.make_event(cast.cnppm, date(2025, 4, 1))
    lock(cast.municipality_a)
    row = {"Код мероприятия": event.code, "СНИЛС": cast.teacher.snils, "Роль": "участник"}
    assert counts(import_rows("participations", tmp_path, row)) == REJECTED
    neighbour = {**row, "СНИЛС": cast.stranger.snils}
    assert counts(import_rows("participations", tmp_path, neighbour)) == (1, 0, 0, 0)
    with acting(SYSTEM):
        assert Participation.objects.get().person_id == cast.stranger.pk


def test_an_aim_added_to_a_locked_route_rejects_its_row(cast: Cast, tmp_path: Path) -> None:
    with acting(SYSTEM):
        session = make.make_session(cast.teacher, cast.cnppm, date(2025, 3, 1), scores={"Т-01": 40, "Т-02": 30})
        program = make.make_program(cast.iro)
        route = make.make_route(cast.teacher, session, approved_on=date(2025, 3, 10))
        item = make.make_item(route, program, "Т-01")
    row = {
        "Номер": route.number,
        "СНИЛС": cast.teacher.snils,
        "Пункт": item.number,
        "Вид пункта": "формальное",
        "Код программы": program.code,
        "Компетенции": "Т-01; Т-02",
    }
    lock(cast.municipality_a)
    result = import_rows("routes", tmp_path, row)
    assert (counts(result), messages(result)) == (REJECTED, [SENTENCE])
    assert counts(import_rows("routes", tmp_path, {**row, "Компетенции": "Т-01"})) == UNCHANGED
    with acting(SYSTEM):
        assert IndividualRoute.objects.get().items.get().aims.count() == 1
