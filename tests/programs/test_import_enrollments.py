"""The spreadsheet of training."""

from datetime import date

import pytest

from apps.core.actor import acting
from apps.core.models import HistoryEntry
from apps.programs.models import Enrollment, Program
from tests import factories as make
from tests.cast import Cast
from tests.support_imports import CREATED, REJECTED, SYSTEM, UNCHANGED, UPDATED, Load, counts, messages

pytestmark = pytest.mark.django_db
KIND = "enrollments"


@pytest.fixture(autouse=True)
def program(cast: Cast) -> Program:
    with acting(SYSTEM):
        return make.make_program(cast.iro, code="П-1")


def row(cast: Cast, **cells: object) -> dict[str, object]:
    """A complete row of the teacher's training."""
    given = {name.replace("_", " "): value for name, value in cells.items()}
    return {"СНИЛС": cast.teacher.snils, "Код программы": "П-1", "Дата зачисления": "10.02.2025", **given}


def stored() -> Enrollment:
    with acting(SYSTEM):
        return Enrollment.objects.get()


def test_new_training_lies_with_its_person(cast: Cast, load: Load, program: Program) -> None:
    cells = {"Дата завершения": "20.03.2025", "Номер документа": "1 23", "Дата выдачи": "21.03.2025"}
    result = load(row(cast, **cells))
    assert (counts(result), result.errors) == (CREATED, [])
    made = stored()
    assert (made.person_id, made.program_id, made.organization_id) == (cast.teacher.pk, program.pk, cast.school_a.pk)
    assert (made.completed_on, made.document_number, made.issued_on) == (date(2025, 3, 20), "1 23", date(2025, 3, 21))
    with acting(SYSTEM):
        assert HistoryEntry.objects.get(object_kind="programs.enrollment").person_ref == cast.teacher.pk


def test_same_file_twice_changes_nothing(cast: Cast, load: Load) -> None:
    rows = (row(cast, Дата_завершения="20.03.2025"), row(cast, СНИЛС=cast.head.snils, Дата_отчисления="01.03.2025"))
    assert counts(load(*rows)) == (2, 0, 0, 0)
    assert counts(load(*rows)) == (0, 0, 2, 0)


def test_completion_comes_later_and_dash_takes_it_back(cast: Cast, load: Load) -> None:
    load(row(cast, Номер_документа="5"))
    assert counts(load(row(cast, Дата_завершения="20.03.2025"))) == UPDATED
    assert (stored().completed_on, stored().document_number) == (date(2025, 3, 20), "5")
    assert counts(load(row(cast))) == UNCHANGED
    assert counts(load(row(cast, Дата_завершения="-"))) == UPDATED
    assert stored().completed_on is None


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"Код программы": "НЕТ"}, "Код программы: «НЕТ» — такой программы нет; ожидается код программы из списка"),
        (
            {"Дата завершения": "09.02.2025"},
            "Дата завершения: «09.02.2025» раньше, чем «Дата зачисления» (10.02.2025); ожидается дата не раньше неё.",
        ),
        ({"Дата отчисления": "09.02.2025"}, "Дата отчисления: «09.02.2025» раньше, чем «Дата зачисления»"),
        (
            {"Дата завершения": "20.03.2025", "Дата отчисления": "20.03.2025"},
            "Дата отчисления: обучение и завершено, и прекращено отчислением; ожидается одна из двух дат",
        ),
        ({"Дата зачисления": ""}, "Дата зачисления: ячейка пуста; ожидается дата в виде"),
        ({"СНИЛС": "112-233-445 96"}, "СНИЛС: «***-***-445 96» — не сходятся контрольные цифры; ожидается СНИЛС вида"),
    ],
)
def test_bad_row_is_rejected_with_its_reason(cast: Cast, load: Load, cells: dict[str, str], message: str) -> None:
    result = load({**row(cast), **cells})
    assert counts(result) == REJECTED
    assert messages(result)[0].startswith(message)


def test_second_end_against_the_stored_one_is_refused(cast: Cast, load: Load) -> None:
    load(row(cast, Дата_завершения="20.03.2025"))
    assert counts(load(row(cast, Дата_отчисления="21.03.2025"))) == REJECTED
    assert counts(load(row(cast, Дата_отчисления="21.03.2025", Дата_завершения="-"))) == UPDATED


def test_operator_enters_the_own_teachers_training_only(cast: Cast, load: Load) -> None:
    actor = cast.actor("operator")
    nobody = make.make_snils(779)
    result = load(row(cast), row(cast, СНИЛС=cast.colleague.snils), row(cast, СНИЛС=nobody), actor=actor)
    assert counts(result) == (1, 0, 0, 2)
    stranger, unknown = messages(result)
    assert stranger.replace(cast.colleague.snils[6:9], "").partition("»")[2] == unknown.partition("»")[2]


def test_programme_out_of_sight_is_told_as_one_that_does_not_exist(cast: Cast, load: Load) -> None:
    with acting(SYSTEM):
        make.make_program(cast.foreign_school, code="Ч-1")
    actor = cast.actor("operator")
    told = [messages(load(row(cast, Код_программы=code), actor=actor))[0].replace(code, "") for code in ("Ч-1", "Ч-2")]
    assert told[0] == told[1]


def test_bad_programme_does_not_tell_whether_a_stranger_exists(cast: Cast, load: Load) -> None:
    actor = cast.actor("operator")
    result = load(row(cast, СНИЛС=cast.colleague.snils, Код_программы="НЕТ"), actor=actor)
    assert [(e.column, e.code) for e in result.errors] == [("СНИЛС", "person")]


def test_duplicates_and_dry_run(cast: Cast, load: Load) -> None:
    assert counts(load(row(cast), dry_run=True)) == CREATED
    assert counts(load(row(cast), row(cast), row(cast, Номер_документа="1"))) == (1, 0, 1, 1)
