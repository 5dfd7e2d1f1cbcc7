"""The spreadsheet of students' results."""

from decimal import Decimal

import pytest

from apps.core.actor import acting
from apps.core.models import HistoryEntry
from apps.passport.models import StudentResult
from tests.cast import Cast
from tests.support_imports import CREATED, REJECTED, SYSTEM, UNCHANGED, UPDATED, Load, counts, messages

pytestmark = pytest.mark.django_db
KIND = "student_results"


def row(code: str, **cells: object) -> dict[str, object]:
    """A complete row of a school."""
    given = {name.replace("_", " "): value for name, value in cells.items()}
    base = {"Код организации": code, "Год": "2025", "Экзамен": "ЕГЭ", "Предмет": "русский  язык"}
    return {**base, "Средний балл": "63,5", "Участников": "24", **given}


def stored() -> StudentResult:
    with acting(SYSTEM):
        return StudentResult.objects.get()


def test_new_result_lies_with_its_school(cast: Cast, load: Load) -> None:
    result = load(row(cast.school_a.code))
    assert (counts(result), result.errors) == (CREATED, [])
    made = stored()
    assert (made.organization_id, made.municipality_id, made.region_id) == (
        cast.school_a.pk,
        cast.municipality_a.pk,
        cast.region.pk,
    )
    assert (made.year, made.exam, made.subject) == (2025, "ege", "Русский язык")
    assert (made.average, made.participants) == (Decimal("63.5"), 24)
    with acting(SYSTEM):
        assert HistoryEntry.objects.get(object_kind="passport.studentresult").organization_ref == cast.school_a.pk


def test_same_file_twice_changes_nothing_even_with_long_decimals(cast: Cast, load: Load) -> None:
    rows = (row(cast.school_a.code, Средний_балл="63,333333333"), row(cast.school_b.code, Предмет="Физика"))
    assert counts(load(*rows)) == (2, 0, 0, 0)
    assert counts(load(*rows)) == (0, 0, 2, 0)


def test_the_key_is_school_year_exam_and_subject(cast: Cast, load: Load) -> None:
    code = cast.school_a.code
    others = ({"Год": "2024"}, {"Экзамен": "ОГЭ"}, {"Предмет": "Физика"}, {"Код организации": cast.school_b.code})
    assert counts(load(row(code), *({**row(code), **one} for one in others))) == (5, 0, 0, 0)
    assert counts(load(row(code, Средний_балл="70"))) == UPDATED
    assert counts(load(row(code), row(code), row(code, Участников="25"))) == (0, 1, 1, 1)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"Экзамен": "ГВЭ"}, "Экзамен: «ГВЭ» — такого значения нет в списке; ожидается одно из значений: «ЕГЭ», «ОГЭ»"),
        ({"Средний балл": "101"}, "Средний балл: «101» — слишком много; ожидается число от 0 до 100"),
        ({"Средний балл": ""}, "Средний балл: ячейка пуста; ожидается число от 0 до 100"),
        ({"Участников": "0"}, "Участников: «0» — слишком мало; ожидается целое число от 1"),
        ({"Год": "1999"}, "Год: «1999» — слишком мало; ожидается целое число от 2"),
        ({"Код организации": "НЕТ"}, "Код организации: «НЕТ» — такой организации нет; ожидается код организации"),
    ],
)
def test_bad_row_is_rejected_with_its_reason(cast: Cast, load: Load, cells: dict[str, str], message: str) -> None:
    result = load({**row(cast.school_a.code), **cells})
    assert counts(result) == REJECTED
    assert messages(result)[0].replace("\u202f", "").startswith(message)


def test_only_educational_organizations_have_results(cast: Cast, load: Load) -> None:
    result = load(row(cast.iro.code))
    assert counts(result) == REJECTED
    assert messages(result)[0].endswith("это не образовательная организация; ожидается код школы.")


def test_methodist_writes_results_of_the_own_municipality(cast: Cast, load: Load) -> None:
    actor = cast.actor("methodist")
    assert counts(load(row(cast.school_a.code), actor=actor)) == CREATED
    assert counts(load(row(cast.school_a.code), actor=actor)) == UNCHANGED
    assert counts(load(row(cast.school_b.code), actor=actor)) == REJECTED
