"""The spreadsheets of modules, partners, groups and their schedule."""

from datetime import date, time
from pathlib import Path

import pytest

from apps.core.actor import acting
from apps.programs.models import Enrollment, Lesson, Partner, Program, ProgramModule, StudyGroup
from tests import factories as make
from tests.cast import Cast
from tests.support_files import Row
from tests.support_imports import CREATED, REJECTED, SYSTEM, UNCHANGED, UPDATED, counts, import_rows, messages

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 3)
PROGRAM = "Код программы"


@pytest.fixture
def program(cast: Cast) -> Program:
    """A programme of the institute with two competences at hand."""
    with acting(SYSTEM):
        for code in ("Т-01", "Т-02"):
            make.make_competence(code)
        return make.make_program(cast.iro, code="П-1")


def module(**cells: str) -> Row:
    return {PROGRAM: "П-1", "Номер": "1", "Название": "Введение", "Часы": "12", "Компетенции": "Т-01;Т-02", **cells}


def group(**cells: str) -> Row:
    return {PROGRAM: "П-1", "Группа": "Г-1", "Начало": "03.03.2025", "Окончание": "20.03.2025", **cells}


def lesson(**cells: str) -> Row:
    return {PROGRAM: "П-1", "Группа": "Г-1", "День": "04.03.2025", "Начало": "9:30", "Тема": "Введение", **cells}


def test_module_is_made_repeated_and_changed(cast: Cast, program: Program, tmp_path: Path) -> None:
    actor = cast.actor("iro")
    rows = (module(), module(), module(Часы="16", Компетенции="Т-02"), module(Часы="16", Компетенции="-"))
    done = [counts(import_rows("modules", tmp_path, row, actor=actor)) for row in rows]
    assert done == [CREATED, UNCHANGED, UPDATED, UPDATED]
    with acting(SYSTEM):
        found = ProgramModule.objects.get()
        assert (found.hours, found.organization_id, list(found.competences.all())) == (16, cast.iro.pk, [])


def test_outdated_competence_is_not_given_anew(cast: Cast, program: Program, tmp_path: Path) -> None:
    with acting(SYSTEM):
        make.make_competence("Т-03").__class__.objects.filter(code="Т-03").update(state="draft")
    result = import_rows("modules", tmp_path, module(Компетенции="Т-03"))
    assert [error.code for error in result.errors] == ["state"]


def test_own_organization_is_no_partner(cast: Cast, program: Program, tmp_path: Path) -> None:
    row = {PROGRAM: "П-1", "Код организации": cast.school_a.code, "Что делает": "база стажировки", "Договор": "№ 3"}
    assert counts(import_rows("program_partners", tmp_path, row, actor=cast.actor("iro"))) == CREATED
    own = {**row, "Код организации": cast.iro.code}
    assert [error.code for error in import_rows("program_partners", tmp_path, own).errors] == ["own"]
    with acting(SYSTEM):
        assert Partner.objects.get().contract == "№ 3"


def test_group_with_its_schedule(cast: Cast, program: Program, tmp_path: Path) -> None:
    actor = cast.actor("iro")
    rows = (group(Мест="25"), group(Мест="25"), group(Мест="-", Куратор="Кураторова"))
    assert [counts(import_rows("groups", tmp_path, row, actor=actor)) for row in rows] == [CREATED, UNCHANGED, UPDATED]
    lessons = (lesson(), lesson(Начало="", Тема="Самостоятельно"), lesson(Начало="25:00"))
    result = import_rows("lessons", tmp_path, *lessons, actor=actor)
    assert (counts(result), messages(result)) == (
        (2, 0, 0, 1), ["Начало: «25:00» — это не время; ожидается время в виде ЧЧ:ММ."],
    )  # fmt: skip
    again = import_rows("lessons", tmp_path, lesson(Часы="4"), lessons[1], actor=actor)
    assert counts(again) == (0, 1, 1, 0)
    with acting(SYSTEM):
        found = StudyGroup.objects.get()
        assert (found.capacity, found.curator) == (None, "Кураторова")
        assert list(Lesson.objects.order_by("begins").values_list("begins", "hours")) == [(time(9, 30), 4), (None, 2)]


def test_lesson_outside_of_the_group_is_refused(cast: Cast, program: Program, tmp_path: Path) -> None:
    import_rows("groups", tmp_path, group())
    result = import_rows("lessons", tmp_path, lesson(День="01.04.2025"))
    assert messages(result) == [
        "День: «01.04.2025» — занятие вне сроков группы; ожидается день от начала до окончания группы."
    ]


def test_a_code_is_one_group_of_the_organization(cast: Cast, program: Program, tmp_path: Path) -> None:
    with acting(SYSTEM):
        make.make_program(cast.iro, code="П-2")
    both = import_rows("groups", tmp_path, group(), {**group(), PROGRAM: "П-2"})
    assert (counts(both), both.errors[0].code) == ((1, 0, 0, 1), "taken")
    later = import_rows("groups", tmp_path, {**group(), PROGRAM: "П-2"})
    assert messages(later) == [
        "Группа: «Г-1» — так названа группа другой программы; ожидается название, свободное в этой организации."
    ]


def test_places_are_not_fewer_than_people(cast: Cast, program: Program, tmp_path: Path) -> None:
    import_rows("groups", tmp_path, group())
    with acting(SYSTEM):
        found = StudyGroup.objects.get()
        for person in (cast.teacher, cast.colleague):
            Enrollment.objects.create(person=person, program=program, group=found, enrolled_on=DAY)
    result = import_rows("groups", tmp_path, group(Мест="1"))
    assert messages(result) == ["Мест: «1» — в группе уже 2; ожидается не меньше."]


@pytest.mark.parametrize("kind", ["modules", "groups"])
def test_programme_of_another_institute_is_out_of_scope(
    cast: Cast, program: Program, kind: str, tmp_path: Path
) -> None:
    with acting(SYSTEM):
        make.make_program(cast.cnppm, code="П-3")
    row = {**(module() if kind == "modules" else group()), PROGRAM: "П-3"}
    result = import_rows(kind, tmp_path, row, actor=cast.actor("iro"))
    assert (counts(result), [error.code for error in result.errors]) == (REJECTED, ["scope"])
